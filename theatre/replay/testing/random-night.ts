/** Random nights as the log has them: what happened, what was refused, and who came and went. */
import fc from 'fast-check';
import { isRejection, type Policy } from '../../screening/decide.ts';
import { EVENT_VERSION, type Gone, type PresenceEvent, type Refused } from '../../screening/events.ts';
import { plan } from '../../screening/testing/given.ts';
import { play, steps, type Step } from '../../screening/testing/night.ts';
import { itemOf, type NightItem } from '../items.ts';

export const policy: Policy = { holdMs: 1_000, checkoutMs: 1_500, limitMs: 2_500, maxSeats: 3 };

/** Somebody comes or goes, so many items after the last who did. */
interface Visit {
  readonly after: number;
  readonly kind: 'joined' | 'left' | 'gone';
  readonly viewerId: string;
  readonly instance: string;
}

const visit: fc.Arbitrary<Visit> = fc.record({
  after: fc.nat(6),
  kind: fc.constantFrom('joined', 'joined', 'left', 'gone'),
  viewerId: fc.constantFrom('ann', 'bob', 'cat', 'dan', 'eve'),
  instance: fc.constantFrom('server-1', 'server-2'),
});

/** Of the small house of the examples. */
export const randomNight: fc.Arbitrary<readonly NightItem[]> = fc
  .tuple(steps(plan, policy, 80), fc.array(visit, { maxLength: 30 }))
  .map(([all, visits]) => withVisits(told(all), visits));

type Untold = Omit<NightItem, 'sequence' | 'kind'>;

function told(all: readonly Step[]): Untold[] {
  const refusals: { after: number; at: number; event: Refused }[] = [];
  const { log } = play(all, plan, policy, ({ before, command, outcome }) => {
    if (!command || !outcome || !isRejection(outcome) || !('viewerId' in command)) return;
    const { id: commandId, viewerId, type, at } = command;
    const { rejected: reason, seats } = outcome;
    const event: Refused = {
      type: 'refused',
      version: EVENT_VERSION,
      commandId,
      viewerId,
      command: type,
      reason,
      seats,
    };
    refusals.push({ after: before.sequence, at, event });
  });
  return log.flatMap(({ sequence, at, event }) => [
    { at, event },
    ...refusals.filter(({ after }) => after === sequence).map((refusal) => ({ at: refusal.at, event: refusal.event })),
  ]);
}

function withVisits(untold: readonly Untold[], visits: readonly Visit[]): NightItem[] {
  const all: Untold[] = [];
  const left = [...visits];
  let since = 0;
  for (const each of untold) {
    all.push(each);
    since++;
    if (left[0] && left[0].after <= since) {
      all.push({ at: each.at, event: presenceEvent(left.shift() as Visit) });
      since = 0;
    }
  }
  // Other screenings' events lie between ours.
  return all.map(({ at, event }, index) => itemOf(3 * (index + 1), at, event));
}

function presenceEvent({ kind, viewerId, instance }: Visit): PresenceEvent | Gone {
  const version = EVENT_VERSION;
  if (kind === 'gone') return { type: 'gone', version, instance };
  return kind === 'left'
    ? { type: 'left', version, viewerId, instance }
    : { type: 'joined', version, viewerId, instance, color: 'amber' };
}
