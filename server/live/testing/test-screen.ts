/** A screen that checks every frame: it may only get what follows on what it has. */
import assert from 'node:assert/strict';
import type { Snapshot } from '../../../theatre/screening/snapshot.ts';
import { selectionOf } from '../../../theatre/screening/state.ts';
import { screeningChangeJson, screeningJson, type ScreeningChangeJson } from '../json-format.ts';
import type { Format, Sink, SinkListener } from '../format.ts';
import type { Frame } from '../frame.ts';

interface Told {
  /** Sequence of the snapshot that the frame follows on; null for a whole one. */
  readonly from: number | null;
  readonly change: ScreeningChangeJson;
  /** Set in own frames and in whole ones. */
  readonly mine?: readonly string[];
}

/** Never empty, and says what it follows on, so that a screen can check. */
export const checkedFormat: Format<Snapshot> & { renders: number } = {
  renders: 0,
  patch(before, after, viewerId) {
    this.renders++;
    const change = screeningChangeJson(before, after) ?? { sequence: after.sequence };
    return JSON.stringify({
      from: before.sequence,
      change,
      ...(viewerId === undefined ? {} : { mine: own(after, viewerId) }),
    } satisfies Told);
  },
  whole(snapshot, viewerId) {
    this.renders++;
    return JSON.stringify({
      from: null,
      change: screeningJson(snapshot),
      mine: own(snapshot, viewerId),
    } satisfies Told);
  },
};

function own({ state }: Snapshot, viewerId: string | undefined): readonly string[] {
  return viewerId === undefined ? [] : selectionOf(state, viewerId);
}

export interface Received {
  readonly event?: string;
  readonly id?: number;
  readonly data: string;
}

/** Parses what one frame says. */
export function parseFrame(frame: Frame): Received {
  const fields: Record<string, string[]> = {};
  for (const line of frame.bytes.toString().split('\n')) {
    if (line === '' || line.startsWith(':')) continue;
    const [name = '', ...rest] = line.split(': ');
    (fields[name] ??= []).push(rest.join(': '));
  }
  return {
    data: (fields['data'] ?? []).join('\n'),
    ...(fields['event'] ? { event: fields['event'][0] as string } : {}),
    ...(fields['id'] ? { id: Number(fields['id'][0]) } : {}),
  };
}

export class TestSink implements Sink {
  readonly frames: Frame[] = [];
  /** While true, whatever is written is taken but has to drain. */
  slow = false;
  ended = false;
  onWrite: (() => void) | undefined;
  #listener: SinkListener | undefined;
  #full = false;

  write(frame: Frame): boolean {
    assert(!this.#full, 'written to although it did not drain');
    assert(!this.ended, 'written to although it ended');
    this.frames.push(frame);
    this.onWrite?.();
    this.#full = this.slow;
    return !this.slow;
  }

  drain(): void {
    this.slow = false;
    if (!this.#full) return;
    this.#full = false;
    this.#listener?.drained();
  }

  listen(listener: SinkListener): void {
    this.#listener = listener;
  }

  end(): void {
    this.ended = true;
    this.#listener?.closed();
  }

  get received(): Received[] {
    return this.frames.map(parseFrame);
  }
}

/** What a person sees, built from the frames of `checkedFormat` alone. */
export class TestScreen {
  /** Of what it shows; undefined: nothing yet. */
  sequence: number | undefined;
  seats: Record<string, string> = {};
  mine: readonly string[] = [];
  viewers = 0;
  #read = 0;

  /** Shows a page, without a frame. */
  load(snapshot: Snapshot, viewerId?: string): void {
    this.#show(screeningJson(snapshot), own(snapshot, viewerId));
  }

  /** Takes in what arrived since, or the first `count` frames of it, and checks that each follows on the one before. */
  read(sink: TestSink, count = Infinity): void {
    const arrived = sink.frames.slice(this.#read, this.#read + count).map(parseFrame);
    for (const { event, id, data } of arrived) {
      if (event !== undefined) continue;
      const told = JSON.parse(data) as Told;
      assert.equal(told.change.sequence, id, 'the id is the sequence that the frame leads to');
      if (told.from !== null) assert.equal(told.from, this.sequence, 'neither a gap nor a duplicate');
      else this.seats = {};
      this.#show(told.change, told.mine);
    }
    this.#read += arrived.length;
  }

  /** A new connection: its frames are counted from the first again. */
  reconnected(): void {
    this.#read = 0;
  }

  #show({ sequence, seats = {}, viewers }: ScreeningChangeJson, own: readonly string[] | undefined): void {
    this.sequence = sequence;
    for (const [id, { status }] of Object.entries(seats)) this.seats[id] = status;
    if (viewers !== undefined) this.viewers = viewers;
    if (own) this.mine = own;
  }

  expectShows(snapshot: Snapshot, viewerId?: string): void {
    const { seats, viewers } = screeningJson(snapshot);
    assert.deepEqual(this.seats, Object.fromEntries(Object.entries(seats).map(([id, { status }]) => [id, status])));
    assert.equal(this.viewers, viewers);
    if (viewerId !== undefined) assert.deepEqual(this.mine, selectionOf(snapshot.state, viewerId));
  }
}
