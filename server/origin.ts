/** Whether a request comes from a page of ours: the one sign that a browser never lets another site forge. */
import type { FastifyRequest } from 'fastify';

/** Where this request's sender reaches us: scheme and host as they see them. */
export function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}

/** False for a missing `Origin`, for `null`, and for any other scheme, host or port than the one that was asked. */
export function isOwnOrigin(request: FastifyRequest): boolean {
  const { origin } = request.headers;
  if (origin === undefined || request.host === '') return false;
  const own = originOf(request);
  if (origin === own) return true;
  // Upper case and default ports are written either way.
  return URL.canParse(origin) && URL.canParse(own) && new URL(own).origin === new URL(origin).origin;
}
