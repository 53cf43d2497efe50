/**
 * Who is here, as far as this instance (a server or a kiosk) knows. The instance keeps putting off its own `gone`; when it
 * dies the log announces that, and every reader drops the viewers that only this instance had.
 */
import { encodeEvent } from '../contract/log.ts';
import { EVENT_VERSION, type Gone, type PresenceEvent } from '../screening/events.ts';
import { viewerColor } from '../screening/viewer.ts';
import { append, type LogMessage } from './append.ts';
import { connectedWithin, type Log } from './connection.ts';
import { follow, type Follower } from './follow.ts';
import { INSTANCES, STREAM, instanceExpiryOf, presenceOf } from './subjects.ts';

/** A third of it is the time between two renewals, so that one may be missed. */
const GONE_AFTER_MS = 15_000;
/** A caller is not kept longer than this; what could not be said is said later. */
const PATIENCE_MS = 2000;

const pause = () => new Promise((resolve) => setTimeout(resolve, 100));

interface Place {
  readonly screeningId: string;
  readonly viewerId: string;
  /** Tabs and windows of the viewer at this instance. */
  count: number;
  /** Whether the log was told that they are here. */
  said: boolean;
}

export interface AttendanceOptions {
  readonly log: Log;
  /** Names this process for its lifetime, unlike any other: letters, digits, `-` and `_`. */
  readonly instance: string;
  /** After this long without a sign of life the log announces that we are gone. Defaults to 15 seconds. */
  readonly goneAfterMs?: number;
}

export class Attendance {
  readonly #log: Log;
  readonly #instance: string;
  readonly #goneAfterMs: number;
  readonly #places = new Map<string, Place>();
  #saying: Promise<void> | undefined;
  #renewal: Promise<boolean> | undefined;
  #announced = false;
  #closed = false;
  #own: Follower | undefined;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #unlisten: () => void;

  constructor({ log, instance, goneAfterMs = GONE_AFTER_MS }: AttendanceOptions) {
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(instance))
      throw new Error(`an instance cannot be named ${JSON.stringify(instance)}`);
    this.#log = log;
    this.#instance = instance;
    this.#goneAfterMs = goneAfterMs;
    this.#timer = setInterval(() => void this.#renew(), goneAfterMs / 3);
    this.#unlisten = log.onStatus((connected) => {
      if (connected) void this.#renew().then(() => this.#say());
    });
    void this.#renew();
    void this.#watchOwn();
  }

  /** Viewers who are here now, each counted once however many screenings they look at. */
  get viewers(): number {
    return new Set([...this.#places.values()].filter(({ count }) => count > 0).map(({ viewerId }) => viewerId)).size;
  }

  /** Says that a viewer is here; the last of as many `leave` says that they left. Resolves when said, or after two seconds. */
  async join(screeningId: string, viewerId: string): Promise<void> {
    const key = `${screeningId} ${viewerId}`;
    const place = this.#places.get(key) ?? { screeningId, viewerId, count: 0, said: false };
    place.count++;
    this.#places.set(key, place);
    await this.#sayWithin();
  }

  async leave(screeningId: string, viewerId: string): Promise<void> {
    const place = this.#places.get(`${screeningId} ${viewerId}`);
    if (!place || place.count === 0) return;
    place.count--;
    await this.#sayWithin();
  }

  /** Says at once that this instance is gone, with all that were here. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    this.#unlisten();
    await this.#own?.stop();
    await this.#saying;
    await this.#renewal;
    // When nobody can be told, the log will say it in a quarter of a minute.
    if (!(await connectedWithin(this.#log, 200))) return;
    await append(this.#log, [
      {
        subject: INSTANCES,
        body: this.#gone(),
        headers: { 'Nats-Scheduler': instanceExpiryOf(this.#instance), 'Nats-Schedule-Next': 'purge' },
      },
    ]);
  }

  #gone(): Uint8Array {
    const gone: Gone = { type: 'gone', version: EVENT_VERSION, instance: this.#instance };
    return encodeEvent(gone);
  }

  /** Puts off the announcement of our end; true when the log has it. */
  #renew(): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false);
    this.#renewal ??= append(this.#log, [
      {
        subject: instanceExpiryOf(this.#instance),
        body: this.#gone(),
        headers: {
          'Nats-Schedule': `@at ${new Date((this.#log.now?.() ?? Date.now()) + this.#goneAfterMs).toISOString()}`,
          'Nats-Schedule-Target': INSTANCES,
        },
      },
    ]).then((result) => {
      this.#renewal = undefined;
      if (result.kind === 'appended') this.#announced = true;
      return result.kind === 'appended';
    });
    return this.#renewal;
  }

  /** Declared gone while alive, after an outage or a pause: everybody here is said to be here again. */
  async #watchOwn(): Promise<void> {
    while (!this.#closed) {
      try {
        const { state } = await this.#log.manager.streams.info(STREAM);
        if (this.#closed) return;
        this.#own = follow(this.#log, {
          subjects: [INSTANCES],
          from: state.last_seq + 1,
          onMessage: ({ event }) => {
            if (event.type !== 'gone' || event.instance !== this.#instance) return;
            for (const place of this.#places.values()) place.said = false;
            void this.#renew().then(() => this.#say());
          },
        });
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  async #sayWithin(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
    await Promise.race([this.#say(), patience]);
    clearTimeout(timer);
  }

  /** Tells the log what it does not know yet, one after another so that a viewer's coming and going keep their order. */
  #say(): Promise<void> {
    this.#saying ??= this.#sayAll();
    return this.#saying;
  }

  async #sayAll(): Promise<void> {
    // A turn later, so that `#saying` is set before it can be unset.
    await Promise.resolve();
    for (;;) {
      const due = [...this.#places.entries()].filter(([, place]) => place.count > 0 !== place.said).slice(0, 500);
      if (due.length === 0 || this.#closed || !this.#log.connected) {
        // In the same turn as the look above, so that nobody who comes after it is missed.
        this.#saying = undefined;
        return;
      }
      // Nobody is said to be here before it is certain that the log will say when we are gone.
      if (!this.#announced && !(await this.#renew())) {
        await pause();
        continue;
      }
      const told = due.map(([key, place]) => ({ key, place, here: place.count > 0 }));
      const result = await append(
        this.#log,
        told.map(({ place, here }) => this.#message(place, here)),
      );
      if (result.kind !== 'appended') {
        // Saying it twice does no harm, so an unclear answer needs no reading.
        await pause();
        continue;
      }
      for (const { key, place, here } of told) {
        place.said = here;
        if (place.count === 0 && !here) this.#places.delete(key);
      }
    }
  }

  #message({ screeningId, viewerId }: Place, here: boolean): LogMessage {
    const common = { version: EVENT_VERSION, viewerId, instance: this.#instance };
    const event: PresenceEvent = here
      ? { type: 'joined', ...common, color: viewerColor(viewerId) }
      : { type: 'left', ...common };
    return { subject: presenceOf(screeningId), body: encodeEvent(event) };
  }
}
