import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nightOf } from '../../theatre/replay/night.ts';
import { viewOf } from '../../theatre/replay/night-view.ts';
import { itemsOf } from '../../theatre/replay/testing/told.ts';
import { closed, MINUTE, opened, SECOND, selected, T0 } from '../../theatre/screening/testing/given.ts';
import type { Sink, SinkListener } from '../live/format.ts';
import type { Frame } from '../live/frame.ts';
import { Player, type PlayOptions } from './player.ts';
import type { ReplayScreen } from '../views/replay.ts';

/** Opened at −60 s, chosen at 0 s, 1 s and 20 min, closed at 20 min 30 s. */
const items = itemsOf(
  opened,
  selected('viewer-ann', ['C-A1'], T0),
  selected('viewer-bob', ['C-A2'], T0 + SECOND),
  selected('viewer-cat', ['C-A3'], T0 + 20 * MINUTE),
  closed(T0 + 20 * MINUTE + 30 * SECOND),
);

class FakeSink implements Sink {
  readonly written: string[] = [];
  keepsUp = true;
  ended = false;
  listener: SinkListener | undefined;

  write(frame: Frame): boolean {
    this.written.push(frame.bytes.toString());
    return this.keepsUp;
  }

  listen(listener: SinkListener): void {
    this.listener = listener;
  }

  end(): void {
    this.ended = true;
    this.listener?.closed();
  }
}

const text = (what: string, { moment, bridge }: ReplayScreen) =>
  `${what} ${moment.count} +${(moment.at - T0) / 1000}${bridge ? ` skipped ${(bridge.to - bridge.from) / 1000}` : ''}`;
const format = {
  patch: (before: ReplayScreen, after: ReplayScreen) =>
    before.moment.count === after.moment.count ? '' : text('patch', after),
  whole: (screen: ReplayScreen) => text('whole', screen),
};

let sink: FakeSink;

beforeEach(() => {
  vi.useFakeTimers();
  sink = new FakeSink();
});

afterEach(() => void vi.useRealTimers());

function play(options: Partial<PlayOptions> = {}): Player {
  return new Player({
    night: viewOf(nightOf(items)),
    sink,
    format,
    speed: { kind: 'fixed', perSecond: 4 },
    from: 1,
    ...options,
  });
}

const shown = () => sink.written.map((frame) => /^data: (.*)$/m.exec(frame)?.[1]);

describe('a player', () => {
  test('shows each event at a fixed pace, tells the end and hangs up', () => {
    const onClose = vi.fn<() => void>();
    play({ onClose });
    expect(shown()).toEqual(['whole 1 +-60']);
    vi.advanceTimersByTime(1000);
    expect(shown()).toEqual(['whole 1 +-60', 'patch 2 +0', 'patch 3 +1', 'patch 4 +1200', 'patch 5 +1230', '5']);
    expect(sink.written.at(-1)).toContain('event: ended');
    expect(sink.written.slice(0, -1).every((frame, at) => frame.startsWith(`id: ${at + 1}\n`))).toBe(true);
    expect(sink.ended).toBe(true);
    expect(onClose).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('plays in real time, and passes over long gaps with a word', () => {
    play({ speed: { kind: 'real', times: 1 } });
    vi.advanceTimersByTime(1600);
    expect(shown().at(-1)).toMatch(/^patch 2 .* skipped 60$/);
    vi.advanceTimersByTime(1000);
    expect(shown().at(-1)).toMatch(/^patch 3/);
    vi.advanceTimersByTime(1700);
    expect(shown().at(-1)).toMatch(/^patch 4 .* skipped 1199$/);
    vi.advanceTimersByTime(5000);
    expect(sink.ended).toBe(true);
  });

  test('continues from what the screen shows', () => {
    play({ from: 3, shown: 3 });
    expect(shown()).toEqual([]);
    vi.advanceTimersByTime(300);
    expect(shown()).toEqual(['patch 4 +1200']);
  });

  test('writes nothing to a socket that does not drain, and then all that it missed in one piece', () => {
    sink.keepsUp = false;
    play();
    vi.advanceTimersByTime(900);
    expect(shown()).toEqual(['whole 1 +-60']);
    sink.keepsUp = true;
    sink.listener?.drained();
    expect(shown()).toEqual(['whole 1 +-60', 'patch 4 +1200']);
    vi.advanceTimersByTime(1000);
    expect(sink.ended).toBe(true);
  });

  test('lets a slow socket have the end before it hangs up', () => {
    sink.keepsUp = false;
    play();
    vi.advanceTimersByTime(5000);
    expect(sink.ended).toBe(false);
    sink.keepsUp = true;
    sink.listener?.drained();
    expect(shown()).toEqual(['whole 1 +-60', 'patch 5 +1230', '5']);
    expect(sink.ended).toBe(true);
  });

  test('does nothing for a connection that was over before it began', () => {
    vi.spyOn(sink, 'listen').mockImplementation((listener) => listener.closed());
    play();
    vi.advanceTimersByTime(5000);
    expect(shown()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('stops when the other side is gone', () => {
    play();
    sink.listener?.closed();
    vi.advanceTimersByTime(5000);
    expect(shown()).toEqual(['whole 1 +-60']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
