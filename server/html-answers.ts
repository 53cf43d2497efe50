/** Pages as answers, and problems as pages where a person asks. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemDocument, sendProblem, type Problem } from './problem.ts';
import { keepChoice, sayLanguage, vary, wordingOf } from './texts.ts';
import { problemHtml } from './views/problem-page.ts';

/** Whether a person's browser asks, which names HTML itself, rather than a program that takes anything. */
export function prefersHtml(request: FastifyRequest): boolean {
  return /\btext\/html\b/i.test(request.headers.accept ?? '');
}

/** What a page shows is one viewer's and of this moment: nobody keeps it. */
export function sendPage(reply: FastifyReply, html: string): FastifyReply {
  // Not what a script fetches: it says which language its page speaks, and chooses none.
  if (prefersHtml(reply.request)) keepChoice(reply);
  return sayLanguage(reply).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
}

/** The problem, as a page for a person and as a document for anybody else. */
export function refusePage(request: FastifyRequest, reply: FastifyReply, refused: Problem): FastifyReply {
  vary(reply, 'accept');
  if (!prefersHtml(request)) return sendProblem(reply, refused);
  const wording = wordingOf(request);
  return sendPage(reply.code(refused.status), problemHtml(problemDocument(refused, wording.texts), wording));
}
