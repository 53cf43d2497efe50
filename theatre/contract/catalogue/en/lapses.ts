/** How long something took. */
import { pluralOf } from '../plural.ts';

const plural = pluralOf('en');

const many = (count: number, one: string, other: string) =>
  count === 0 ? '' : `${count} ${plural(count, { one, other })}`;
const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(' ');

export const lapses = {
  /** For example `0.3 seconds`, `12 seconds`, `4 minutes`. */
  rough: (ms: number) => {
    const seconds = ms / 1000;
    if (seconds < 10) return `${Math.max(0.1, seconds).toFixed(1)} seconds`;
    if (seconds < 120) return `${Math.round(seconds)} seconds`;
    if (seconds < 7200) return `${Math.round(seconds / 60)} minutes`;
    return `${Math.round(seconds / 3600)} hours`;
  },
  /** As exact as it matters: `38 ms`, `4.2 seconds`, `5 minutes`, `2 hours 10 minutes`. */
  exact: (ms: number) => {
    const whole = Math.max(0, Math.round(ms));
    if (whole === 0) return 'less than 1 ms';
    if (whole < 1000) return `${whole} ms`;
    if (whole < 9950) return `${(whole / 1000).toFixed(1)} seconds`;
    const seconds = Math.round(whole / 1000);
    if (seconds < 60) return `${seconds} seconds`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 10) return joined(many(minutes, 'minute', 'minutes'), many(seconds % 60, 'second', 'seconds'));
    const rounded = Math.round(seconds / 60);
    if (rounded < 60) return many(rounded, 'minute', 'minutes');
    return joined(many(Math.floor(rounded / 60), 'hour', 'hours'), many(rounded % 60, 'minute', 'minutes'));
  },
};
