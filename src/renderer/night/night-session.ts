/** One night on the screen: read from main, folded by the worker, and where in it the window is. */
import { batch, createSignal, onCleanup } from 'solid-js';
import { advance, atEnd, playheadAt, type Playhead, type Speed } from '../../../theatre/replay/pace.ts';
import type { DensityLine, Mark } from '../../../theatre/replay/density.ts';
import type { WholeScreening } from '../../../theatre/contract/frame.ts';
import { fullHouse } from '../full-house.ts';
import { createScreeningStore, type ScreeningStore } from '../screening-store.ts';
import { problemWords } from '../words.ts';
import { NightFolder } from './night-folder.ts';
import type { Grown, Picture } from './night-model.ts';
import { Times } from './timeline.ts';

export type Reading =
  | { readonly is: 'reading'; readonly read: number; readonly total: number }
  | { readonly is: 'read'; readonly skipped: number }
  | { readonly is: 'failed'; readonly problem: string };

export interface Opened {
  readonly whole: WholeScreening;
  readonly store: ScreeningStore;
}

let readings = 0;

export type NightSession = ReturnType<typeof createNightSession>;

/** Begins to read at once; ends with the component that made it. */
export function createNightSession(screeningId: string) {
  const times = new Times();
  const folder = new NightFolder((grown) => grow(grown));
  const marks: Mark[] = [];
  const [reading, setReading] = createSignal<Reading>({ is: 'reading', read: 0, total: 0 });
  const [opened, setOpened] = createSignal<Opened>();
  const [length, setLength] = createSignal(0);
  const [density, setDensity] = createSignal<DensityLine>({ barMs: 60_000, bars: [] });
  const [picture, setPicture] = createSignal<Picture>();
  const [playhead, setPlayhead] = createSignal<Playhead>(playheadAt(times, 0));
  const [playing, setPlaying] = createSignal(false);
  const [speed, setSpeed] = createSignal<Speed>({ kind: 'real', times: 60 });
  let number = 0;
  let opening = 0;
  let sequence = 0;
  let asked: Promise<void> | undefined;
  let closed = false;

  function grow(grown: Grown): void {
    times.add(grown.times);
    marks.push(...grown.marks);
    const isFirst = opening === 0 && grown.opening > 0;
    opening = grown.opening;
    // Also of a reading that then fails: the next one goes on from there.
    sequence = Math.max(sequence, grown.sequence);
    batch(() => {
      setLength(times.length);
      setDensity(grown.density);
      if (isFirst) setPlayhead(playheadAt(times, opening));
    });
    if (isFirst) {
      // The first picture before the rest of the night.
      folder.hold();
      void open().finally(() => {
        requestAnimationFrame(() => setTimeout(() => folder.goOn()));
        // A window that nobody sees paints nothing.
        setTimeout(() => folder.goOn(), 250);
      });
    }
    if (times.length >= awaited.length) awaited.resolve();
  }

  let awaited = { length: Infinity, resolve: (): void => undefined };
  /** Once so many items are folded. */
  function folded(wanted: number): Promise<void> {
    return new Promise((resolve) => {
      awaited = { length: wanted, resolve };
      if (times.length >= wanted) resolve();
    });
  }

  async function open(): Promise<void> {
    const whole = await folder.ask('whole', {});
    if (!whole || closed) return;
    setOpened({ whole, store: createScreeningStore(whole) });
    show();
    await asked;
  }

  /** Asks for the picture of where the playhead is; while one is on its way, the latest place is asked for afterwards. */
  function show(): void {
    asked ??= pictures().finally(() => (asked = undefined));
  }

  async function pictures(): Promise<void> {
    for (;;) {
      const { count } = playhead();
      const found = await folder.ask('picture', { count });
      if (!found || closed) return;
      batch(() => {
        opened()?.store.apply(found.frame);
        setPicture(found);
      });
      if (playhead().count === count) return;
    }
  }

  function place(next: Playhead): void {
    setPlayhead(next);
    if (next.count !== picture()?.count) show();
  }

  function seek(count: number): void {
    place(playheadAt(times, Math.max(opening, count)));
  }

  /** To an instant, with everything that had happened by then. */
  function seekTime(at: number): void {
    const clock = Math.max(times.timeOf(opening), Math.min(at, times.endsAt));
    place({ ...playheadAt(times, Math.max(opening, times.countAt(clock))), clock });
  }

  let last = 0;
  const tick = (now: number): void => {
    if (!playing() || closed) return;
    const elapsed = Math.min(250, now - last);
    last = now;
    place(advance(times, playhead(), speed(), elapsed));
    if (atEnd(times, playhead()) && reading().is !== 'reading') setPlaying(false);
    else requestAnimationFrame(tick);
  };

  function play(): void {
    if (playing()) {
      setPlaying(false);
      return;
    }
    // From the end it begins anew.
    if (atEnd(times, playhead())) seek(opening);
    last = performance.now();
    setPlaying(true);
    requestAnimationFrame(tick);
  }

  const stopListening = fullHouse.on('nightPart', (part) => {
    if (part.reading !== number) return;
    folder.add(part.items);
    setReading({ is: 'reading', read: part.read, total: part.total });
  });

  /** From where it was read to; again after a failure, or for what has happened since. */
  async function read(): Promise<void> {
    number = ++readings;
    const from = times.length;
    setReading({ is: 'reading', read: 0, total: 0 });
    try {
      // Its script comes from main as well, which has its hands full while it reads.
      await folder.ready;
    } catch {
      setReading({ is: 'failed', problem: problemWords({ reason: 'bug', seats: [] }) });
      return;
    }
    if (closed) return;
    const answer = await fullHouse.readNight({ screeningId, reading: number, after: sequence });
    if (closed) return;
    if (!answer.done) {
      setReading({ is: 'failed', problem: problemWords(answer.problem) });
      return;
    }
    sequence = Math.max(sequence, answer.value.sequence);
    // The answer may overtake the last parts.
    await folded(from + answer.value.items);
    if (closed) return;
    setReading({ is: 'read', skipped: answer.value.skipped });
  }

  onCleanup(() => {
    closed = true;
    stopListening();
    folder.close();
    void fullHouse.leaveNight();
  });
  void read();

  return {
    screeningId,
    times,
    folder,
    marks: (): readonly Mark[] => {
      length();
      return marks;
    },
    reading,
    opened,
    length,
    density,
    picture,
    playhead,
    playing,
    speed,
    setSpeed,
    seek,
    seekTime,
    play,
    pause: () => setPlaying(false),
    opening: (): number => {
      length();
      return opening;
    },
    readOn: () => {
      if (reading().is !== 'reading') void read();
    },
  };
}
