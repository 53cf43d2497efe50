/** The answer to "why did I lose my seat", in sentences that can be printed and handed over. No names, no references. */
import type { Held, Refusal, WhyLost } from '../../../replay/why-lost.ts';
import { lapses } from './lapses.ts';
import { reasonWords } from './stories.ts';
import { viewers } from './viewers.ts';

/** How a time of day is written is the house's: it comes in. */
export interface Clock {
  /** Of an epoch in milliseconds: `19:24:10`. */
  second(at: number): string;
}

const SHOWN = 5;

/** What the log cannot say, under every such answer. */
const unknownToTheLog =
  'Times are those of the house’s log. It does not know what the phone showed at that moment, how long its network took, or what the patron meant to do.';

export const why = {
  unknownToTheLog,
  lost: (answer: WhyLost, clock: Clock) => {
    const { seatId, outcome, holds, refusals } = answer;
    const who = viewers.name(answer.viewerId);
    const sentences: string[] = [];
    if (outcome === 'never-tried') {
      sentences.push(
        `${who} never chose ${seatId} and was never refused it: the log has no attempt.`,
        ...owner(answer, clock),
      );
      return [...sentences, unknownToTheLog];
    }
    if (outcome === 'bought') sentences.push(`${who} did not lose ${seatId}: they bought it.`);
    if (outcome === 'given-back') {
      sentences.push(`${who} bought ${seatId}, and gave it back at ${clock.second(answer.returnedAt ?? 0)}.`);
    }
    if (outcome === 'holding') sentences.push(`${who} has not lost ${seatId}: they hold it.`);
    if (outcome === 'never-held') sentences.push(`${who} never had ${seatId}.`);
    const told: { readonly at: number; readonly words: readonly string[] }[] = [];
    for (const [index, held] of holds.entries()) {
      const last = index === holds.length - 1;
      const loss = last ? lossWords(answer, held, clock) : [`${shortLoss(held, clock)}.`];
      told.push({ at: held.from, words: [...heldWords(who, seatId, held, clock), ...loss] });
    }
    for (const refusal of refusals.slice(0, SHOWN)) {
      told.push({ at: refusal.at, words: [refusalWords(seatId, refusal, clock)] });
    }
    told.sort((a, b) => a.at - b.at);
    for (const { words } of told) sentences.push(...words);
    const more = refusals.length - SHOWN;
    if (more > 0) sentences.push(`They tried ${more} more ${more === 1 ? 'time' : 'times'}.`);
    sentences.push(...owner(answer, clock), unknownToTheLog);
    return sentences;
  },
};

function heldWords(who: string, seatId: string, held: Held, clock: Clock): string[] {
  const { from, promised, lastTouched, paying } = held;
  const touched =
    lastTouched > from && clock.second(lastTouched) !== clock.second(from)
      ? ` They last changed something at ${clock.second(lastTouched)}${paying ? ', when they had gone to pay' : ''}.`
      : '';
  return [`${who} chose ${seatId} at ${clock.second(from)}.${touched} It was theirs until ${clock.second(promised)}.`];
}

/** How an earlier hold ended. */
function shortLoss({ why: reason, until }: Held, clock: Clock): string {
  const at = clock.second(until ?? 0);
  switch (reason) {
    case 'let-go':
    case 'gave-back':
      return `They gave it back at ${at}`;
    case 'expired':
    case 'taken':
      return `Their time ran out at ${at}`;
    case 'absent':
      return `They were away, and it went back on sale at ${at}`;
    case 'released-by-staff':
      return `Staff gave it back at ${at}`;
    case 'withheld':
      return `The house took it off sale at ${at}`;
    case 'sold-to-other':
      return `It was sold to somebody else at ${at}`;
    case undefined:
      return `They had it until ${at}`;
    default:
      return reason satisfies never;
  }
}

function lossWords({ seatId, awaySince, next }: WhyLost, held: Held, clock: Clock): string[] {
  const { why: reason, until, promised } = held;
  if (reason === undefined || until === undefined) return [];
  const at = clock.second(until);
  const away =
    awaySince === undefined
      ? 'Their page was open at that moment.'
      : `Their page had been closed or out of reach since ${clock.second(awaySince)}.`;
  const then = next
    ? next.at === until
      ? ` ${viewers.name(next.viewerId)} got it then.`
      : ` ${viewers.name(next.viewerId)} got it ${lapses.exact(next.at - until)} later, at ${clock.second(next.at)}.`
    : '';
  switch (reason) {
    case 'let-go':
      return [`They gave ${seatId} back themselves at ${at}, by choosing it a second time.${then}`];
    case 'gave-back':
      return [`They gave all their seats back themselves at ${at}.${then}`];
    case 'expired':
      return [`Nothing was booked by then, so ${seatId} went back on sale at ${at}.${then}`, away];
    case 'taken':
      return [
        `Nothing was booked by then. ${next ? viewers.name(next.viewerId) : 'Somebody else'} chose ${seatId} ${lapses.exact(until - promised)} after that end, at ${at}.`,
        away,
      ];
    case 'absent':
      return [
        `${away} A page that stays away longer than the house waits gives its seats back: ${seatId} went back on sale at ${at}.${then}`,
      ];
    case 'released-by-staff':
      return [`Staff gave ${seatId} back for them at ${at}.${then}`];
    case 'withheld':
      return [`The house took ${seatId} off sale at ${at}.`];
    case 'sold-to-other':
      return [`${seatId} was sold to ${next ? viewers.name(next.viewerId) : 'somebody else'} at ${at}.`];
    default:
      return reason satisfies never;
  }
}

function refusalWords(seatId: string, { at, seat, reason, command }: Refusal, clock: Clock): string {
  const asked = `At ${clock.second(at)} they asked for ${seatId}`;
  switch (reason) {
    case 'seat-taken': {
      if (seat.status === 'withheld') return `${asked}, but the house had it off sale.`;
      const holder = seat.holder === undefined ? 'Somebody else' : viewers.name(seat.holder);
      const had = seat.status === 'booked' ? 'had bought' : 'had chosen';
      return `${asked}, but ${holder} ${had} it ${lapses.exact(seat.byMs)} before.`;
    }
    case 'hold-expired': {
      const what = command === 'book' ? 'buy it' : 'go on with it';
      const holder = seat.holder === undefined ? '' : ` ${viewers.name(seat.holder)} had it by then.`;
      return `At ${clock.second(at)} they wanted to ${what}, but their time had run out.${holder}`;
    }
    default:
      return `${asked}, but ${reasonWords(reason)}.`;
  }
}

/** Who has it in the end. */
function owner({ seatId, buyer, outcome, withheldReason }: WhyLost, clock: Clock): string[] {
  if (outcome === 'bought') return [];
  if (buyer) {
    return [`In the end ${viewers.name(buyer.viewerId)} bought ${seatId} at ${clock.second(buyer.at)}.`];
  }
  if (withheldReason !== undefined) return [`The house kept ${seatId} off sale: ${withheldReason}.`];
  return [`Nobody else had bought ${seatId} by the end of what was recorded.`];
}
