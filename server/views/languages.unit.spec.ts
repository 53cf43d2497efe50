import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { wordingFor } from '../../theatre/contract/wording.ts';
import { openHub, settle } from '../live/testing/open-hub.ts';
import { htmlFormat } from './patch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What each of so many screens got when a seat was chosen, and how many frames were made for it. */
function shownTo(english: number, german: number) {
  const { source, hub, counters } = openHub();
  const formats = [htmlFormat(wordingFor('en')), htmlFormat(wordingFor('de'))] as const;
  const got: string[][] = [];
  const { sequence } = hub.snapshot();
  for (const [at, count] of [english, german].entries()) {
    for (let screen = 0; screen < count; screen++) {
      const texts: string[] = [];
      got.push(texts);
      const sink = {
        write: ({ bytes }: { bytes: Buffer }) => texts.push(bytes.toString()) > 0,
        listen: () => undefined,
        end: () => undefined,
      };
      hub.subscribe({ sink, from: sequence, format: formats[at] ?? formats[0] });
    }
  }
  source.toggle('ann-11', 'C-A1');
  settle();
  return { rendered: counters.rendered, got: got.map((texts) => texts.join('')) };
}

test('who speaks one language shares one frame, however many they are', () => {
  const { rendered, got } = shownTo(40, 0);
  expect(rendered).toBe(1);
  expect(new Set(got).size).toBe(1);
  expect(got[0]).toContain('on hold for someone else');
});

test('a second language is a second frame, and each screen gets its own', () => {
  const { rendered, got } = shownTo(20, 20);
  expect(rendered).toBe(2);
  expect(got.slice(0, 20).every((text) => text.includes('on hold for someone else'))).toBe(true);
  expect(got.slice(20).every((text) => text.includes('für jemand anderen reserviert'))).toBe(true);
});
