/** Staff in a browser: signing in and out, and their home. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Guards } from '../guards.ts';
import { refusePage, sendPage } from '../html-answers.ts';
import { isOwnOrigin } from '../origin.ts';
import type { Parts } from '../parts.ts';
import { problem } from '../problem.ts';
import type { StaffSessions } from '../staff-session.ts';
import { staffSnapshot } from '../staff-stream.ts';
import { wordingOf } from '../texts.ts';
import { signInHtml, staffHomeHtml } from '../views/staff-page.ts';

export function signInRoutes(
  app: FastifyInstance,
  { stats }: Pick<Parts, 'stats'>,
  guards: Guards,
  staffSessions: StaffSessions,
): void {
  app.addHook('onRequest', guards.read);

  const askToken = (request: FastifyRequest, reply: FastifyReply, to: string, wrong = false) =>
    sendPage(reply.code(wrong ? 401 : 200), signInHtml({ to, wrong }, wordingOf(request)));
  const ownPage = (request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined =>
    isOwnOrigin(request) ? undefined : refusePage(request, reply, problem('wrong-origin'));

  app.get<{ Querystring: { to?: unknown } }>('/staff', (request, reply) => {
    if (!guards.isStaff(request)) return askToken(request, reply, ownPath(request.query.to));
    if (request.query.to !== undefined) return reply.redirect(ownPath(request.query.to), 303);
    const home = staffSnapshot(stats);
    return sendPage(reply, staffHomeHtml(home, wordingOf(request), home.sequence));
  });

  app.post('/staff', { onRequest: guards.signIn }, async (request, reply) => {
    const refused = ownPage(request, reply);
    if (refused) return refused;
    const { token, to } = (request.body ?? {}) as { readonly token?: unknown; readonly to?: unknown };
    const given = typeof token === 'string' ? token.trim() : '';
    if (!(await guards.isToken(request, given))) return askToken(request, reply, ownPath(to), true);
    staffSessions.signIn(request, reply);
    return reply.redirect(ownPath(to), 303);
  });

  app.post('/staff/sign-out', (request, reply) => {
    const refused = ownPage(request, reply);
    if (refused) return refused;
    staffSessions.signOut(request, reply);
    return reply.redirect('/staff', 303);
  });
}

/** A page of ours, whatever the link said: nobody is sent elsewhere from the sign-in. */
function ownPath(to: unknown): string {
  if (typeof to !== 'string' || to.length > 500 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(to)) return '/staff';
  return to.startsWith('/staff') ? '/staff' : to;
}
