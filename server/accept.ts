import type { FastifyRequest } from 'fastify';

/** Whether a person's browser asks, which names HTML itself, rather than a program that takes anything. */
export function prefersHtml(request: FastifyRequest): boolean {
  return /\btext\/html\b/i.test(request.headers.accept ?? '');
}
