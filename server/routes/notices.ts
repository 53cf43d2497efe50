/** What staff should know now: as JSON, and as a stream. */
import type { FastifyInstance } from 'fastify';
import { noticeWords, type Notice } from '../../theatre/contract/notices.ts';
import type { Guards } from '../guards.ts';
import type { OpenStreams } from '../open-streams.ts';
import type { Parts } from '../parts.ts';
import { sendProblem } from '../problem.ts';
import { sayLanguage, wordingOf } from '../texts.ts';

export function noticeRoutes(
  app: FastifyInstance,
  { notices, noticeStream }: Pick<Parts, 'notices' | 'noticeStream'>,
  guards: Guards,
  openStreams: OpenStreams | undefined,
): void {
  app.addHook('onRequest', guards.staff);

  /** With its words, for whoever asks with a command line. */
  app.get('/api/notices', (request, reply) => {
    const wording = wordingOf(request);
    const inWords = (notice: Notice) => ({ ...notice, ...noticeWords(notice, wording) });
    const { notices: open, resolved } = notices.snapshot();
    return sayLanguage(reply)
      .header('cache-control', 'no-store')
      .send({
        notices: open.map(inWords),
        resolved: resolved.map(({ notice, resolvedAt }) => ({ notice: inWords(notice), resolvedAt })),
      });
  });

  app.get('/stream/notifications', (request, reply) => {
    const refused = openStreams?.admit(request, reply);
    if (refused) return sendProblem(reply, refused);
    noticeStream.stream(request, reply);
    return reply;
  });
}
