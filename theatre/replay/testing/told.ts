/** Nights as the examples tell them: what happened, in order, in the small house of the screening's examples. */
import {
  EVENT_VERSION,
  type Gone,
  type LedgerEvent,
  type LostSeat,
  type PresenceEvent,
  type Refused,
} from '../../screening/events.ts';
import { itemOf, type NightItem } from '../items.ts';
import { Chronicle } from '../chronicle.ts';
import { nightOf, type Night } from '../night.ts';

export interface Told {
  readonly at: number;
  readonly event: LedgerEvent | PresenceEvent | Gone | Refused;
}

export const came = (viewerId: string, at: number, instance = 'server-1'): Told => ({
  at,
  event: { type: 'joined', version: EVENT_VERSION, viewerId, color: 'amber', instance },
});

export const went = (viewerId: string, at: number, instance = 'server-1'): Told => ({
  at,
  event: { type: 'left', version: EVENT_VERSION, viewerId, instance },
});

export const refused = (
  viewerId: string,
  at: number,
  reason: string,
  seats: readonly LostSeat[],
  command = 'toggle',
): Told => ({
  at,
  event: { type: 'refused', version: EVENT_VERSION, commandId: `refused-${at}`, viewerId, command, reason, seats },
});

export function itemsOf(...told: readonly Told[]): NightItem[] {
  return told.map(({ at, event }, index) => itemOf(index + 1, at, event));
}

export function tell(...told: readonly Told[]): { night: Night; chronicle: Chronicle } {
  const night = nightOf(itemsOf(...told), { keyframeEvery: 3 });
  const chronicle = new Chronicle();
  for (const scene of night.scenes()) chronicle.add(scene);
  return { night, chronicle };
}

/** Times of day as seconds since T0, so that sentences can be read: `+12.5 s`. */
export const clockFrom = (start: number) => ({ second: (at: number) => `+${(at - start) / 1000} s` });
