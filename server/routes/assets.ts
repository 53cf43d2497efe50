/** Scripts, styles and pictures. What carries its content's hash in its address is kept for good; the rest is asked for anew. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts.ts';
import { problem, sendProblem } from '../problem.ts';
import { findScreening } from '../submit.ts';
import { planCss, planCssName, planCssNamed } from '../views/plan-css.ts';

const FOR_GOOD = 'public, max-age=31536000, immutable';

/** Beside the built server all files are in one folder; run from source, htmx and the reader of QR codes are where npm put them. */
function assetFolders(here: string): string[] {
  const htmx = join(here, '../node_modules/htmx.org/dist');
  const shared = join(here, '../theatre/contract/styles');
  return [join(here, 'assets'), shared, htmx, join(htmx, 'ext')].filter((folder) => existsSync(folder));
}

export async function assetRoutes(app: FastifyInstance, parts: Parts, here: string): Promise<void> {
  const folders = assetFolders(here);
  const qrFolder = join(here, '../node_modules/qr');
  app.addHook('onSend', (request, reply, _payload, done) => {
    const { v } = request.query as { v?: unknown };
    if (typeof v === 'string' && v !== '' && reply.statusCode < 400) reply.header('cache-control', FOR_GOOD);
    done();
  });
  if (folders.length > 0) {
    const served = {
      index: false,
      dotfiles: 'deny',
      cacheControl: false,
      setHeaders: (reply: { header(name: string, value: string): void }) =>
        reply.header('cache-control', 'public, no-cache'),
    } as const;
    await app.register(fastifyStatic, { ...served, root: folders, prefix: '/assets/' });
    if (existsSync(qrFolder)) {
      const allowedPath = (path: string) => path.endsWith('.js');
      await app.register(fastifyStatic, {
        ...served,
        root: qrFolder,
        prefix: '/assets/qr/',
        allowedPath,
        decorateReply: false,
      });
    }
  }

  app.get<{ Params: { name: string }; Querystring: { of?: unknown } }>(
    '/assets/plans/:name.css',
    async (request, reply) => {
      const { name } = request.params;
      let css = planCssNamed(name);
      const { of } = request.query;
      if (css === undefined && typeof of === 'string') {
        const found = await findScreening(parts, of);
        const plan = 'live' in found ? found.live.state.index.plan : undefined;
        if (plan && planCssName(plan) === name) css = planCss(plan);
      }
      if (css === undefined) return sendProblem(reply, problem('not-found'));
      return reply.header('cache-control', FOR_GOOD).type('text/css; charset=utf-8').send(css);
    },
  );
}
