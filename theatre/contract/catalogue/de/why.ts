import type { Held, Refusal, WhyLost } from '../../../replay/why-lost.ts';
import type { Clock, why as english } from '../en/why.ts';
import type { Like } from '../like.ts';
import { pluralOf } from '../plural.ts';
import { lapses } from './lapses.ts';
import { reasonWords } from './stories.ts';
import { viewers } from './viewers.ts';

const SHOWN = 5;

const plural = pluralOf('de');

const unknownToTheLog =
  'Die Zeiten sind die des Logs. Es weiß nicht, was das Handy in dem Augenblick zeigte, wie lange das Netz brauchte oder was der Besucher vorhatte.';

export const why: Like<typeof english> = {
  unknownToTheLog,
  lost: (answer, clock) => {
    const { seatId, outcome, holds, refusals } = answer;
    const who = viewers.name(answer.viewerId);
    const sentences: string[] = [];
    if (outcome === 'never-tried') {
      sentences.push(
        `${who} hat ${seatId} nie gewählt und nie eine Ablehnung dafür bekommen: Das Log kennt keinen Versuch.`,
        ...owner(answer, clock),
      );
      return [...sentences, unknownToTheLog];
    }
    if (outcome === 'bought') sentences.push(`${who} hat ${seatId} nicht verloren, sondern gekauft.`);
    if (outcome === 'given-back') {
      sentences.push(`${who} hat ${seatId} gekauft und um ${clock.second(answer.returnedAt ?? 0)} zurückgegeben.`);
    }
    if (outcome === 'holding') sentences.push(`${who} hat ${seatId} nicht verloren: Der Platz ist noch reserviert.`);
    if (outcome === 'never-held') sentences.push(`${who} hatte ${seatId} nie.`);
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
    if (more > 0) {
      sentences.push(`Es gab noch ${more} ${plural(more, { one: 'weiteren Versuch', other: 'weitere Versuche' })}.`);
    }
    sentences.push(...owner(answer, clock), unknownToTheLog);
    return sentences;
  },
};

function heldWords(who: string, seatId: string, held: Held, clock: Clock): string[] {
  const { from, promised, lastTouched, paying } = held;
  const touched =
    lastTouched > from && clock.second(lastTouched) !== clock.second(from)
      ? ` Die letzte Änderung war um ${clock.second(lastTouched)}${paying ? ', beim Weg zum Bezahlen' : ''}.`
      : '';
  return [
    `${who} hat ${seatId} um ${clock.second(from)} gewählt.${touched} Reserviert war der Platz bis ${clock.second(promised)}.`,
  ];
}

function shortLoss({ why: reason, until }: Held, clock: Clock): string {
  const at = clock.second(until ?? 0);
  switch (reason) {
    case 'let-go':
    case 'gave-back':
      return `Um ${at} wurde er zurückgegeben`;
    case 'expired':
    case 'taken':
      return `Um ${at} war die Zeit abgelaufen`;
    case 'absent':
      return `Die Seite war geschlossen, und um ${at} kam er wieder in den Verkauf`;
    case 'released-by-staff':
      return `Um ${at} hat ihn die Kasse zurückgegeben`;
    case 'withheld':
      return `Um ${at} hat ihn das Haus aus dem Verkauf genommen`;
    case 'sold-to-other':
      return `Um ${at} wurde er an jemand anderen verkauft`;
    case undefined:
      return `Reserviert war er bis ${at}`;
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
      ? 'Die Seite war in dem Augenblick offen.'
      : `Die Seite war seit ${clock.second(awaySince)} geschlossen oder nicht erreichbar.`;
  const then = next
    ? next.at === until
      ? ` Dann bekam ihn ${viewers.name(next.viewerId)}.`
      : ` ${lapses.exact(next.at - until)} später, um ${clock.second(next.at)}, bekam ihn ${viewers.name(next.viewerId)}.`
    : '';
  switch (reason) {
    case 'let-go':
      return [`${seatId} wurde um ${at} durch nochmaliges Wählen selbst zurückgegeben.${then}`];
    case 'gave-back':
      return [`Um ${at} wurden alle Plätze selbst zurückgegeben.${then}`];
    case 'expired':
      return [`Bis dahin war nichts gebucht, also kam ${seatId} um ${at} wieder in den Verkauf.${then}`, away];
    case 'taken':
      return [
        `Bis dahin war nichts gebucht. ${next ? viewers.name(next.viewerId) : 'Jemand anderes'} hat ${seatId} ${lapses.exact(until - promised)} nach diesem Ende gewählt, um ${at}.`,
        away,
      ];
    case 'absent':
      return [
        `${away} Bleibt eine Seite länger weg, als das Haus wartet, gibt sie ihre Plätze zurück: ${seatId} kam um ${at} wieder in den Verkauf.${then}`,
      ];
    case 'released-by-staff':
      return [`Die Kasse hat ${seatId} um ${at} zurückgegeben.${then}`];
    case 'withheld':
      return [`Das Haus hat ${seatId} um ${at} aus dem Verkauf genommen.`];
    case 'sold-to-other':
      return [`${seatId} wurde um ${at} an ${next ? viewers.name(next.viewerId) : 'jemand anderen'} verkauft.`];
    default:
      return reason satisfies never;
  }
}

function refusalWords(seatId: string, { at, seat, reason, command }: Refusal, clock: Clock): string {
  const asked = `Um ${clock.second(at)} sollte es ${seatId} sein`;
  switch (reason) {
    case 'seat-taken': {
      if (seat.status === 'withheld') return `${asked}, aber das Haus hatte den Platz nicht im Verkauf.`;
      const holder = seat.holder === undefined ? 'jemand anderes' : viewers.name(seat.holder);
      const had = seat.status === 'booked' ? 'gekauft' : 'gewählt';
      return `${asked}, aber ${holder} hatte ihn ${lapses.exact(seat.byMs)} vorher ${had}.`;
    }
    case 'hold-expired': {
      const what = command === 'book' ? 'gekauft werden' : 'weitergehen';
      const holder = seat.holder === undefined ? '' : ` Da hatte ihn schon ${viewers.name(seat.holder)}.`;
      return `Um ${clock.second(at)} sollte ${command === 'book' ? 'er ' : 'es '}${what}, aber die Zeit war abgelaufen.${holder}`;
    }
    default:
      return `${asked}, aber ${reasonWords(reason)}.`;
  }
}

function owner({ seatId, buyer, outcome, withheldReason }: WhyLost, clock: Clock): string[] {
  if (outcome === 'bought') return [];
  if (buyer) return [`Am Ende hat ${viewers.name(buyer.viewerId)} ${seatId} um ${clock.second(buyer.at)} gekauft.`];
  if (withheldReason !== undefined) return [`Das Haus hat ${seatId} aus dem Verkauf genommen: ${withheldReason}.`];
  return [`Bis zum Ende der Aufzeichnung hat niemand anderes ${seatId} gekauft.`];
}
