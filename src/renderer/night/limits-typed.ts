/** Limits as a manager types them; empty means as they were. Pure: an error is the name of its text. */
import type { Limits } from './night-questions.ts';

export interface TypedLimits {
  readonly minutes: string;
  readonly seats: string;
}

export function limitsTyped(
  typed: TypedLimits,
): { readonly change: Limits } | { readonly error: 'wrongMinutes' | 'wrongSeats' } {
  const minutes = typed.minutes.trim().replace(',', '.');
  const seats = typed.seats.trim();
  if (minutes !== '' && !(/^\d{1,3}(\.\d{1,2})?$/.test(minutes) && Number(minutes) > 0)) {
    return { error: 'wrongMinutes' };
  }
  if (seats !== '' && !/^[1-9]\d{0,2}$/.test(seats)) {
    return { error: 'wrongSeats' };
  }
  return {
    change: {
      ...(minutes === '' ? {} : { holdMs: Math.round(Number(minutes) * 60_000) }),
      ...(seats === '' ? {} : { maxSeats: Number(seats) }),
    },
  };
}
