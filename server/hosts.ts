/**
 * Which names this house answers to. A page elsewhere can have its own name point at us and then talk to us as if it were ours; a name
 * that is not known to be ours is refused, so that it gets no cookie and reads nothing.
 */
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { problem, sendProblem } from './problem.ts';

/** Nobody can have an address point elsewhere; these names never leave the machine or its network. */
function isLocal(name: string): boolean {
  const own = hostname().toLowerCase();
  return (
    isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost') || name === own || name === `${own}.local`
  );
}

export function answerToOwnNames(
  app: FastifyInstance,
  { hosts: names, trustProxy }: Pick<Config, 'hosts' | 'trustProxy'>,
): void {
  // Two names, or one in the address beside the one in the header: which of them another program in between went by is anybody's guess.
  app.addHook('onRequest', async ({ raw }, reply) => {
    const names = raw.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
    return names.length > 1 || raw.url?.startsWith('/') === false
      ? sendProblem(reply, problem('unreadable'))
      : undefined;
  });
  // Which names reach us through a proxy is the proxy's to say, unless we were told as well.
  if (names.length === 0 && trustProxy !== false) return;
  const known = new Set(names);
  app.addHook('onRequest', async (request, reply) => {
    const name = nameIn(request.host);
    // Without any name, as in HTTP/1.0, there is none to pretend.
    if (name === '' || isLocal(name) || known.has(name)) return undefined;
    const shown = name.slice(0, 80);
    return sendProblem(reply, problem('wrong-host', { detail: ({ input }) => input.wrongHost(shown) }));
  });
}

/** Without a port and without the brackets of an IPv6 address, in small letters. */
function nameIn(host: string): string {
  const name = /^\[([^\]]*)\](?::\d+)?$/.exec(host)?.[1] ?? host.replace(/:\d+$/, '');
  return name.toLowerCase().replace(/\.$/, '');
}
