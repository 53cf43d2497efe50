/** The figures of every screening, live: folded from the log alone, in memory, from the start each time. */
import { follow } from '../../../theatre/log/follow.ts';
import { EVERY_LEDGER, EVERY_PRESENCE, screeningIdOf } from '../../../theatre/log/subjects.ts';
import type { Consumer, ConsumerContext } from '../consumer.ts';
import { Tally, type SalesFigures } from './tally.ts';

export type { SalesFigures } from './tally.ts';

/** The figures as of a place in the log. */
export interface FiguresSnapshot {
  readonly sequence: number;
  readonly figures: SalesFigures;
}

export interface Stats extends Consumer {
  /** Resolves when all that was in the log at start is counted. */
  readonly caughtUp: Promise<void>;
  /** False while the log cannot be read or is being caught up with: the figures may be late. */
  readonly fresh: boolean;
  /** Of the last message counted. */
  readonly sequence: number;
  /** Undefined where there is no such screening (yet). */
  of(screeningId: string): FiguresSnapshot | undefined;
  /** Of every screening, the earliest to start first. */
  all(): readonly SalesFigures[];
  /** Told after each event of the screening once it is counted. Returns the end of it. */
  onChange(screeningId: string, listener: () => void): () => void;
  /** Of any screening; told as well when the figures become fresh or late. */
  onAnyChange(listener: () => void): () => void;
}

export function startStats({ log, onProblem }: Pick<ConsumerContext, 'log' | 'onProblem'>): Stats {
  const tallies = new Map<string, { tally: Tally; sequence: number }>();
  const listeners = new Map<string, Set<() => void>>();
  const ofAny = new Set<() => void>();
  let [fresh, last] = [false, 0];
  const setFresh = (is: boolean) => {
    if (is === fresh) return;
    fresh = is;
    for (const listener of ofAny) listener();
  };
  const follower = follow(log, {
    subjects: [EVERY_LEDGER, EVERY_PRESENCE],
    from: 1,
    onMessage({ sequence, at, subject, event }) {
      const id = screeningIdOf(subject) ?? '';
      let counted = tallies.get(id);
      if (!counted) tallies.set(id, (counted = { tally: new Tally(), sequence }));
      counted.sequence = sequence;
      last = sequence;
      if (event.type === 'joined' || event.type === 'left' || event.type === 'gone') counted.tally.presence(event);
      else if (event.type !== 'refused') counted.tally.ledger({ sequence, at, event });
      for (const listener of listeners.get(id) ?? []) listener();
      for (const listener of ofAny) listener();
    },
    // Said by those who follow the same subjects to decide on them.
    onSkipped: () => undefined,
    onCaughtUp: () => setFresh(true),
    onBehind(problem) {
      setFresh(false);
      if (problem !== undefined) onProblem(problem);
    },
  });
  return {
    name: 'stats',
    get lag() {
      return follower.lag;
    },
    get fresh() {
      return fresh;
    },
    get sequence() {
      return last;
    },
    caughtUp: follower.caughtUp,
    of(screeningId) {
      const counted = tallies.get(screeningId);
      const figures = counted?.tally.figures();
      return counted && figures && { sequence: counted.sequence, figures };
    },
    all() {
      const figures = [...tallies.values()].map(({ tally }) => tally.figures()).filter((one) => one !== undefined);
      return figures.sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || (a.id < b.id ? -1 : 1));
    },
    onChange(screeningId, listener) {
      const told = listeners.get(screeningId) ?? new Set();
      listeners.set(screeningId, told.add(listener));
      return () => {
        told.delete(listener);
        if (told.size === 0 && listeners.get(screeningId) === told) listeners.delete(screeningId);
      };
    },
    onAnyChange(listener) {
      ofAny.add(listener);
      return () => void ofAny.delete(listener);
    },
    stop: () => follower.stop(),
  };
}
