/** How many streams one address may keep open: each costs memory for as long as it is open, and sessions cost nothing. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addressOf } from './limits.ts';
import { whenOver } from './live/index.ts';
import { problem, type Problem } from './problem.ts';

/** A theatre's Wi-Fi is one address for all the phones in it. */
export const STREAMS_PER_ADDRESS = 5000;

export class OpenStreams {
  readonly #most: number;
  readonly #open = new Map<string, number>();

  constructor(most = STREAMS_PER_ADDRESS) {
    this.#most = most;
  }

  /** Counts a stream until its connection closes; answers the problem when it is one too many. */
  admit(request: FastifyRequest, reply: FastifyReply): Problem | undefined {
    const address = addressOf(request);
    const open = this.#open.get(address) ?? 0;
    if (open >= this.#most) return problem('too-many-streams');
    this.#open.set(address, open + 1);
    whenOver(reply, () => {
      const left = (this.#open.get(address) ?? 1) - 1;
      if (left > 0) this.#open.set(address, left);
      else this.#open.delete(address);
    });
    return undefined;
  }
}
