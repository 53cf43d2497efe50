import type { lapses as english } from '../en/lapses.ts';
import type { Like } from '../like.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('de');

const many = (count: number, one: string, other: string) =>
  count === 0 ? '' : `${count} ${plural(count, { one, other })}`;
const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(' ');
const tenths = (seconds: number) => seconds.toFixed(1).replace('.', ',');

export const lapses: Like<typeof english> = {
  rough: (ms) => {
    const seconds = ms / 1000;
    if (seconds < 10) return `${tenths(Math.max(0.1, seconds))} Sekunden`;
    if (seconds < 120) return `${Math.round(seconds)} Sekunden`;
    if (seconds < 7200) return `${Math.round(seconds / 60)} Minuten`;
    return `${Math.round(seconds / 3600)} Stunden`;
  },
  exact: (ms) => {
    const whole = Math.max(0, Math.round(ms));
    if (whole === 0) return 'weniger als 1 ms';
    if (whole < 1000) return `${whole} ms`;
    if (whole < 9950) return `${tenths(whole / 1000)} Sekunden`;
    const seconds = Math.round(whole / 1000);
    if (seconds < 60) return `${seconds} Sekunden`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 10) return joined(many(minutes, 'Minute', 'Minuten'), many(seconds % 60, 'Sekunde', 'Sekunden'));
    const rounded = Math.round(seconds / 60);
    if (rounded < 60) return many(rounded, 'Minute', 'Minuten');
    return joined(many(Math.floor(rounded / 60), 'Stunde', 'Stunden'), many(rounded % 60, 'Minute', 'Minuten'));
  },
};
