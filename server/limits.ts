/**
 * How fast one session and one address may go. A theatre's Wi-Fi is one address for everybody in it, so an address may do
 * what hundreds of people do; a session only what one person does.
 */
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problem, type Problem } from './problem.ts';

const WINDOW_MS = 10_000;
/** Requests in a window. */
export const limits = {
  /** Commands of one session: five a second is as fast as anybody taps. */
  sessionCommands: 50,
  /** Commands of one address. */
  addressCommands: 10_000,
  /** Pages, maps and streams of one address. */
  addressReads: 10_000,
  /** What takes a server some tenths of a second to make, like a PDF, for one address. */
  addressCostly: 100,
  /** Wrong staff tokens of one address; after that many not even the right one is taken from there. */
  addressTokens: 20,
} as const;

export type LimitName = keyof typeof limits;

export interface LimitOptions {
  /** Whose session it is. Defaults to counting by the address. */
  readonly viewerId?: string;
  /** Looks without counting. Defaults to false. */
  readonly only?: 'look';
}
export type Limiter = (
  name: LimitName,
  request: FastifyRequest,
  options?: LimitOptions,
) => Promise<Problem | undefined>;

/** Where a request comes from; undefined once its connection is gone, which Fastify's types do not know. */
const ipOf = ({ ip }: FastifyRequest): string | undefined => ip;

/** Whether whoever asked has given up already. */
export const isAbandoned = (request: FastifyRequest): boolean => ipOf(request) === undefined;

/** The address as limits count it: an IPv6 network of 64 bits is one customer's. */
export const addressOf = (request: FastifyRequest): string => normalizeIP(ipOf(request) ?? 'gone', 64);

/** Counts a request and answers the problem when it is one too many. */
export async function createLimiter(app: FastifyInstance, enabled: boolean): Promise<Limiter> {
  if (!enabled) return () => Promise.resolve(undefined);
  await app.register(rateLimit, { global: false, cache: 50_000, timeWindow: WINDOW_MS });
  const viewers = new WeakMap<FastifyRequest, string>();
  const counters = {
    sessionCommands: app.createRateLimit({
      max: limits.sessionCommands,
      keyGenerator: (request) => viewers.get(request) ?? addressOf(request),
    }),
    addressCommands: app.createRateLimit({ max: limits.addressCommands, keyGenerator: addressOf }),
    addressReads: app.createRateLimit({ max: limits.addressReads, keyGenerator: addressOf }),
    addressCostly: app.createRateLimit({ max: limits.addressCostly, keyGenerator: addressOf }),
    addressTokens: app.createRateLimit({ max: limits.addressTokens, keyGenerator: addressOf }),
  };
  return async (name, request, { viewerId, only } = {}) => {
    if (viewerId !== undefined) viewers.set(request, viewerId);
    const count = await counters[name](request, { increment: only !== 'look' });
    if (count.isAllowed || !count.isExceeded) return undefined;
    return problem('too-fast', { retryAfter: Math.max(1, count.ttlInSeconds) });
  };
}
