/**
 * A log in memory that behaves as nats-server does for what the desk asks of it (guards, atomic batches, schedules, readers
 * in order), seen over a network that delays, loses, repeats and breaks.
 */
import { parseEvent, type TheatreEvent } from '../../contract/log.ts';
import type { AppendResult, LogMessage } from '../append.ts';
import { REQUEST_MS, type Log } from '../connection.ts';
import { LogUnreachable } from '../errors.ts';
import type { FollowOptions, Follower } from '../follow.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface Entry {
  readonly sequence: number;
  readonly at: number;
  readonly subject: string;
  readonly data: Uint8Array;
  readonly parsed: { readonly event: TheatreEvent } | { readonly problem: string };
}

/** How the network and the server are at present. */
export interface Weather {
  /** Everything takes so many times as long. */
  slow: number;
  /** Share of requests that meet with something bad. */
  lossy: number;
  /** Share of appends that no longer fit into the log. */
  full: number;
}

export class SimulatedServer {
  readonly entries: Entry[] = [];
  readonly weather: Weather = { slow: 1, lossy: 0, full: 0 };
  up = true;
  readonly time: VirtualTime;
  readonly #lastOn = new Map<string, number>();
  readonly #schedules = new Map<string, { cancelled: boolean }>();
  readonly #readers = new Set<() => void>();

  constructor(time: VirtualTime) {
    this.time = time;
  }

  lastOn(subject: string): number {
    return this.#lastOn.get(subject) ?? 0;
  }

  /** Told after each change of what is in the log. */
  onChange(listener: () => void): () => void {
    this.#readers.add(listener);
    return () => void this.#readers.delete(listener);
  }

  /** All messages or none, as one atomic batch. Throws where nats-server would refuse the batch as malformed. */
  apply(messages: readonly LogMessage[]): AppendResult {
    const [first] = messages;
    if (first?.guard !== undefined && this.lastOn(first.subject) !== first.guard) {
      // The real one does not always tell.
      const tell = this.time.random() < 0.7;
      return { kind: 'conflict', ...(tell ? { lastSequence: this.lastOn(first.subject) } : {}) };
    }
    const scheduled = messages.map(({ headers }) => headers?.['Nats-Scheduler']).filter((name) => name !== undefined);
    const schedules = messages.filter(({ headers }) => headers?.['Nats-Schedule']).map(({ subject }) => subject);
    const all = [...scheduled, ...schedules];
    if (new Set(all).size !== all.length) throw new Error('a batch touches a schedule twice');
    if (messages.slice(1).some(({ guard }) => guard !== undefined)) throw new Error('a guard amid a batch');
    for (const message of messages) this.#store(message);
    this.#changed();
    const last = this.entries.length;
    return { kind: 'appended', sequences: messages.map((_, at) => last - messages.length + 1 + at) };
  }

  #store({ subject, body, headers }: LogMessage): void {
    const sequence = this.entries.length + 1;
    this.entries.push({
      sequence,
      at: Math.floor(this.time.now),
      subject,
      data: body,
      parsed: parseEvent(subject, body),
    });
    this.#lastOn.set(subject, sequence);
    const scheduler = headers?.['Nats-Scheduler'];
    if (scheduler !== undefined) this.#unschedule(scheduler);
    const when = /^@at (.+)$/.exec(headers?.['Nats-Schedule'] ?? '')?.[1];
    const target = headers?.['Nats-Schedule-Target'];
    if (when !== undefined && target !== undefined) this.#schedule(subject, Date.parse(when), target, body);
  }

  #unschedule(subject: string): void {
    const known = this.#schedules.get(subject);
    if (known) known.cancelled = true;
    this.#schedules.delete(subject);
  }

  #schedule(subject: string, at: number, target: string, body: Uint8Array): void {
    this.#unschedule(subject);
    const schedule = { cancelled: false };
    this.#schedules.set(subject, schedule);
    const fire = () => {
      if (schedule.cancelled) return;
      if (this.up) {
        this.#schedules.delete(subject);
        this.#store({ subject: target, body });
        this.#changed();
      } else this.time.after(50, fire);
    };
    this.time.after(at - this.time.now + this.time.random() * 300, fire);
  }

  #changed(): void {
    for (const listener of this.#readers) listener();
  }
}

/** Nothing that arrives at all is longer on its way, but for what is late on purpose. */
const LONGEST_MS = 1_500;

type Fate = 'fine' | 'request-lost' | 'answer-lost' | 'late' | 'twice' | 'retry';
const misfortunes: readonly Fate[] = ['request-lost', 'answer-lost', 'late', 'twice', 'retry'];

/** One process's connection to the server. */
export class SimulatedLog {
  connected = true;
  readonly server: SimulatedServer;
  readonly time: VirtualTime;
  readonly #listeners = new Set<(connected: boolean) => void>();
  /** For the refusals, which nobody waits for, and for the manners of desks, which are not simulated. */
  readonly connection = {
    subscribe: () => ({ unsubscribe: () => undefined }),
    publish: (subject: string, body: Uint8Array) => {
      if (!subject.startsWith('theatre.')) return;
      this.#later(2, () => {
        if (this.server.up) this.server.apply([{ subject, body }]);
      });
    },
  };

  constructor(server: SimulatedServer) {
    this.server = server;
    this.time = server.time;
  }

  /** What the desk takes for a connection to nats-server. */
  get log(): Log {
    return this as unknown as Log;
  }

  onStatus(listener: (connected: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  setConnected(connected: boolean): void {
    if (connected === this.connected) return;
    this.connected = connected;
    for (const listener of this.#listeners) listener(connected);
  }

  #later(typicalMs: number, run: () => void): void {
    const { random } = this.time;
    const rare = random() < 0.03 ? 60 : 1;
    this.time.after(Math.min(LONGEST_MS, typicalMs * (0.2 + 1.6 * random()) * rare * this.server.weather.slow), run);
  }

  #fate(): Fate {
    const { random } = this.time;
    if (random() >= this.server.weather.lossy) return 'fine';
    return misfortunes[Math.floor(random() * misfortunes.length)] ?? 'fine';
  }

  append(messages: readonly LogMessage[]): Promise<AppendResult> {
    if (!this.connected) return Promise.resolve({ kind: 'retry', problem: 'not connected' });
    const { server, time } = this;
    const fate = this.#fate();
    return new Promise((resolve) => {
      const unclear = (problem: string) => () => resolve({ kind: 'unclear', problem });
      time.after(REQUEST_MS, unclear('timeout'));
      const stop = this.onStatus((connected) => {
        if (connected) return;
        stop();
        unclear('the connection was lost')();
      });
      const land = (answer: (result: AppendResult) => void) => {
        if (!server.up) return;
        if (time.random() < server.weather.full) answer({ kind: 'refused', why: 'log-full', problem: 'full' });
        else answer(server.apply(messages));
      };
      const answered = (result: AppendResult) => {
        if (this.connected) this.#later(2, () => this.connected && resolve(result));
      };
      const unheard = () => undefined;
      switch (fate) {
        case 'fine':
          return this.#later(2, () => land(answered));
        case 'request-lost':
          return;
        case 'answer-lost':
          return this.#later(2, () => land(unheard));
        case 'late':
          // Also long after the caller has given up on it.
          time.after(REQUEST_MS * 2 * time.random(), () => land(answered));
          return;
        case 'twice':
          return this.#later(2, () =>
            land((result) => {
              answered(result);
              // What was refused for want of room is not tried again by anybody on the way; the asker hears one answer.
              if (result.kind !== 'refused') this.#later(2, () => land(unheard));
            }),
          );
        case 'retry':
          return this.#later(4, () => answered({ kind: 'retry', problem: 'no leader' }));
        default:
          return fate satisfies never;
      }
    });
  }

  /** A question that the server answers from what it has when the question arrives. */
  ask<T>(answer: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const fail = () => reject(new LogUnreachable('no answer'));
      if (!this.connected) return fail();
      if (this.#fate() !== 'fine') return void this.time.after(REQUEST_MS, fail);
      this.#later(2, () => {
        if (!this.server.up) return void this.time.after(REQUEST_MS, fail);
        const found = answer();
        this.#later(2, () => (this.connected ? resolve(found) : fail()));
      });
    });
  }

  /** Reads in order from a place on; after an outage goes on where it was. */
  follow(options: FollowOptions): Follower {
    const { server } = this;
    let read = options.from - 1;
    let target: number | undefined;
    let stopped = false;
    let reading = 0;
    let waiting = false;
    let resolveCaughtUp: () => void = () => undefined;
    const caughtUp = new Promise<void>((resolve) => (resolveCaughtUp = resolve));
    const check = () => {
      if (target === undefined || read < target) return;
      target = undefined;
      options.onCaughtUp?.();
      resolveCaughtUp();
    };
    const pump = () => {
      if (waiting || stopped || !this.connected || read >= server.entries.length) return;
      waiting = true;
      const mine = reading;
      this.#later(1.5, () => {
        waiting = false;
        // A delivery of the connection before is no longer heard.
        if (mine !== reading || stopped || !this.connected) return pump();
        const batch = server.entries.slice(read, read + 1 + Math.floor(this.time.random() * 4));
        for (const { sequence, at, subject, data, parsed } of batch) {
          read = sequence;
          if (!options.subjects.includes(subject)) continue;
          if ('event' in parsed) options.onMessage({ sequence, at, subject, data, event: parsed.event });
          else options.onSkipped?.({ sequence, subject, problem: parsed.problem });
        }
        check();
        pump();
      });
    };
    const begin = () => {
      const mine = ++reading;
      this.#later(5, () => {
        if (mine !== reading || stopped || !this.connected) return;
        target = server.entries.length;
        check();
        pump();
      });
    };
    const stops = [
      server.onChange(() => pump()),
      this.onStatus((connected) => {
        reading++;
        target = undefined;
        if (connected) begin();
        else options.onBehind?.();
      }),
    ];
    begin();
    return {
      caughtUp,
      lag: 0,
      sequence: 0,
      fresh: false,
      stop: () => {
        stopped = true;
        for (const stop of stops) stop();
        return Promise.resolve();
      },
    };
  }
}
