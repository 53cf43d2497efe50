/**
 * The live view as one would write it first: each viewer has a queue of 64 messages, each event is rendered and written for
 * each viewer, and what does not fit into a queue is dropped. Same routes, same log, same renderer, same transport.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Format } from '../../server/live/index.ts';
import { shownBy, type StreamOptions } from '../../server/live/index.ts';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import type { Attendance } from '../../theatre/log/attendance.ts';
import type { LiveScreening, Screenings } from '../../theatre/log/screenings.ts';

const QUEUE = 64;

interface Change {
  readonly before: Snapshot;
  readonly after: Snapshot;
}

class Viewer {
  readonly #queue: Change[] = [];
  readonly #raw: FastifyReply['raw'];
  readonly #render: (change: Change) => string;
  #running = false;
  dropped = 0;

  constructor(raw: FastifyReply['raw'], render: (change: Change) => string) {
    this.#raw = raw;
    this.#render = render;
  }

  send(change: Change): void {
    if (this.#queue.length >= QUEUE) {
      this.dropped++;
      return;
    }
    this.#queue.push(change);
    if (!this.#running) void this.#run();
  }

  /** One message a turn, like a thread of its own among the others. */
  async #run(): Promise<void> {
    this.#running = true;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const change = this.#queue.shift();
      if (!change || this.#raw.destroyed) break;
      const html = this.#render(change);
      if (html === '') continue;
      if (!this.#raw.write(`id: ${change.after.sequence}\ndata: ${html}\n\n`)) {
        await new Promise((resolve) => this.#raw.once('drain', resolve).once('close', resolve));
      }
    }
    this.#running = false;
  }
}

export class NaiveHubs {
  readonly #screenings: Screenings;
  readonly #attendance: Attendance;
  /** Renders an event once for all who have no seat in it, which is kinder than the plain way. */
  readonly #shareRendering: boolean;
  readonly #viewers = new Map<string, Set<Viewer>>();
  readonly #current = new Map<string, Snapshot>();
  dropped = 0;

  constructor(screenings: Screenings, attendance: Attendance, shareRendering: boolean) {
    this.#screenings = screenings;
    this.#attendance = attendance;
    this.#shareRendering = shareRendering;
  }

  async snapshot(screeningId: string): Promise<Snapshot | undefined> {
    const live = await this.#screenings.open(screeningId);
    return live && this.#follow(screeningId, live);
  }

  #follow(screeningId: string, live: LiveScreening): Snapshot {
    const known = this.#current.get(screeningId);
    if (known) return known;
    live.retain();
    const viewers = new Set<Viewer>();
    this.#viewers.set(screeningId, viewers);
    const now = ({ sequence, state, presence, feed }: LiveScreening): Snapshot => ({ sequence, state, presence, feed });
    this.#current.set(screeningId, now(live));
    live.onItem(() => {
      const change = { before: this.#current.get(screeningId) as Snapshot, after: now(live) };
      this.#current.set(screeningId, change.after);
      for (const viewer of viewers) viewer.send(change);
    });
    return now(live);
  }

  async stream(request: FastifyRequest, reply: FastifyReply, options: StreamOptions): Promise<boolean> {
    const { screeningId, format, viewerId } = options;
    const snapshot = await this.snapshot(screeningId);
    if (!snapshot) return false;
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    if (shownBy(request) !== snapshot.sequence) {
      reply.raw.write(`id: ${snapshot.sequence}\ndata: ${format.whole(snapshot, viewerId)}\n\n`);
    }
    const viewer = new Viewer(reply.raw, this.#renderer(format, viewerId));
    this.#viewers.get(screeningId)?.add(viewer);
    if (viewerId !== undefined) void this.#attendance.join(screeningId, viewerId);
    reply.raw.once('close', () => {
      this.dropped += viewer.dropped;
      this.#viewers.get(screeningId)?.delete(viewer);
      if (viewerId !== undefined) void this.#attendance.leave(screeningId, viewerId);
    });
    return true;
  }

  readonly #shared = new WeakMap<Change, string>();

  #renderer(format: Format<Snapshot>, viewerId: string | undefined): (change: Change) => string {
    if (!this.#shareRendering) return ({ before, after }) => format.patch(before, after, viewerId);
    return (change) => {
      const { before, after } = change;
      const concerns =
        viewerId !== undefined && before.state.holds !== after.state.holds && ownerOf(change) === viewerId;
      if (concerns) return format.patch(before, after, viewerId);
      let html = this.#shared.get(change);
      if (html === undefined) this.#shared.set(change, (html = format.patch(before, after)));
      return html;
    };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const owners = new WeakMap<Change, string | undefined>();

/** Whose hold an event changed; a single event changes one. */
function ownerOf(change: Change): string | undefined {
  if (!owners.has(change)) {
    const { before, after } = change;
    const at = after.state.holds.buckets.findIndex((bucket, index) => bucket !== before.state.holds.buckets[index]);
    const [old, now] = [before.state.holds.buckets[at], after.state.holds.buckets[at]];
    const keys = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
    owners.set(
      change,
      [...keys].find((key) => old?.get(key) !== now?.get(key)),
    );
  }
  return owners.get(change);
}
