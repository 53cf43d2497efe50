/** Limits as a manager types them; empty means as they were. Pure. */
import type { Limits } from './night-questions.ts';

export interface TypedLimits {
  readonly minutes: string;
  readonly seats: string;
}

export function limitsTyped(typed: TypedLimits): { readonly change: Limits } | { readonly error: string } {
  const minutes = typed.minutes.trim().replace(',', '.');
  const seats = typed.seats.trim();
  if (minutes !== '' && !(/^\d{1,3}(\.\d{1,2})?$/.test(minutes) && Number(minutes) > 0)) {
    return { error: 'Type minutes from 0.01 to 999, or nothing for as it was.' };
  }
  if (seats !== '' && !/^[1-9]\d{0,2}$/.test(seats)) {
    return { error: 'Type a number of seats from 1 to 999, or nothing for as it was.' };
  }
  return {
    change: {
      ...(minutes === '' ? {} : { holdMs: Math.round(Number(minutes) * 60_000) }),
      ...(seats === '' ? {} : { maxSeats: Number(seats) }),
    },
  };
}
