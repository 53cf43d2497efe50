/** Pieces of sentences about a night. How a time of day is written is the house's: it comes in. */
import { viewerName } from '../screening/viewer.ts';

export interface Clock {
  /** Of an epoch in milliseconds: `19:24:10`. */
  second(at: number): string;
}

export { viewerName };

/** How long, as exact as it matters: `38 ms`, `4.2 seconds`, `5 minutes`, `2 hours 10 minutes`. */
export function lapseWords(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  if (whole === 0) return 'less than 1 ms';
  if (whole < 1000) return `${whole} ms`;
  if (whole < 9950) return `${(whole / 1000).toFixed(1)} seconds`;
  const seconds = Math.round(whole / 1000);
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return joined(many(minutes, 'minute'), many(seconds % 60, 'second'));
  const rounded = Math.round(seconds / 60);
  if (rounded < 60) return many(rounded, 'minute');
  return joined(many(Math.floor(rounded / 60), 'hour'), many(rounded % 60, 'minute'));
}

function many(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Why a command was refused, as the second half of a sentence. A reason that this code does not know says itself. */
export function reasonWords(reason: string): string {
  return reasons[reason] ?? `it was refused (${reason})`;
}

const reasons: Readonly<Record<string, string>> = {
  'seat-taken': 'somebody else had it',
  'too-many-seats': 'they held as many seats as one person can',
  'hold-expired': 'their time had run out',
  'nothing-selected': 'they had nothing selected',
  'no-more-time': 'no more time could be given',
  'selection-changed': 'their seats were no longer those that their page showed',
  'payment-mismatch': 'the payment did not add up',
  'sales-suspended': 'sales were paused',
  'screening-closed': 'sales had closed',
  'unknown-seat': 'the house has no such seat',
};
