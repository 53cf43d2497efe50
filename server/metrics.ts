/** `/metrics`: what the parts count, in Prometheus' text format. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { FastifyInstance } from 'fastify';
import type { ProblemCode } from './problem-kinds.ts';

export interface Distribution {
  readonly sum: number;
  readonly count: number;
  readonly buckets: readonly { readonly le: number; readonly count: number }[];
}

export class Metrics {
  readonly registry = new Registry();
  /** Commands refused, whatever the reason. */
  refusals = 0;
  readonly #refusals: Counter<'code'>;
  readonly #requests: Histogram<'method' | 'route' | 'status'>;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.#refusals = new Counter({
      name: 'full_house_refusals_total',
      help: 'Commands refused, by reason.',
      labelNames: ['code'],
      registers: [this.registry],
    });
    this.#requests = new Histogram({
      name: 'full_house_http_seconds',
      help: 'Time from a request to its answer, by route; streams apart.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 3],
      registers: [this.registry],
    });
  }

  refused(code: ProblemCode): void {
    this.refusals++;
    this.#refusals.inc({ code });
  }

  /** A number read when it is asked for. `total` marks one that only grows. */
  expose(name: string, help: string, read: () => number, kind: 'total' | 'now' = 'now'): void {
    const options = { name: `full_house_${name}`, help, registers: [this.registry] };
    if (kind === 'now') {
      new Gauge({
        ...options,
        collect() {
          this.set(read());
        },
      });
      return;
    }
    new Counter({
      ...options,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  /** A histogram that a part counts itself, in buckets that do not overlap; shown cumulatively as Prometheus wants it. */
  distribution(name: string, help: string, read: () => Distribution): void {
    const full = `full_house_${name}`;
    const get = () => {
      const { buckets, sum, count } = read();
      let below = 0;
      const cumulative = buckets.map((bucket) => ({
        metricName: `${full}_bucket`,
        labels: { le: bucket.le === Number.POSITIVE_INFINITY ? '+Inf' : String(bucket.le) },
        value: (below += bucket.count),
      }));
      const rest = { sum, count };
      return Promise.resolve({
        name: full,
        help,
        type: 'histogram',
        aggregator: 'sum',
        values: [
          ...cumulative,
          ...Object.entries(rest).map(([what, value]) => ({ metricName: `${full}_${what}`, labels: {}, value })),
        ],
      });
    };
    // The registry asks for no more than this; its types want one of its own classes.
    this.registry.registerMetric({ name: full, help, type: 'histogram', get, reset: () => undefined } as never);
  }

  /** Measures every request by its route's pattern, so that made-up addresses make no new series. */
  watch(app: FastifyInstance): void {
    app.addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'none';
      // A stream's time is how long somebody looked.
      if (/(^\/stream\/|\/events$)/.test(route) || /\btext\/event-stream\b/i.test(request.headers.accept ?? '')) {
        done();
        return;
      }
      this.#requests.observe(
        { method: request.method, route, status: String(reply.statusCode) },
        reply.elapsedTime / 1000,
      );
      done();
    });
  }
}
