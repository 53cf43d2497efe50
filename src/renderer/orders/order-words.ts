/** An order in words: who did what with it, and which way money went. Pure. */
import { refundReason } from '../../../theatre/contract/refund-reason.ts';
import type { LedgerEvent, Minor, Tender } from '../../../theatre/screening/events.ts';
import type { OrderFile } from '../../../theatre/contract/ipc-orders.ts';
import type { Wording } from '../../../theatre/contract/wording.ts';
import type { SeatId } from '../../../theatre/seating/plan.ts';

type Words = Pick<Wording, 'texts' | 'formats'>;

/** `€48 cash, €20 card (A1B2)`; '' for no money. */
export function tenderWords(tenders: readonly Tender[], currency: string, { texts, formats }: Words): string {
  const words = texts.afterSale;
  return tenders
    .filter(({ amount }) => amount > 0)
    .map(({ kind, amount, reference }) => {
      const money = formats.money(amount, currency);
      return reference === undefined
        ? words.by(money, words.tenders[kind])
        : words.byReference(money, words.tenders[kind], reference);
    })
    .join(', ');
}

/** Up to six seats by name, more by the first five and their number. */
export function seatList(seatIds: readonly SeatId[], { formats }: Pick<Words, 'formats'>): string {
  const named = seatIds.length > 6 ? [...seatIds.slice(0, 5), `+${seatIds.length - 5}`] : [...seatIds];
  return new Intl.ListFormat(formats.locale, { type: 'conjunction' }).format(named);
}

/** What happened to an order; undefined for what is nothing to say of one. */
export function happenedWords(event: LedgerEvent, currency: string, words: Words): string | undefined {
  const { happened } = words.texts.afterSale;
  const ways = (tenders: readonly Tender[]) => tenderWords(tenders, currency, words);
  const seats = (list: readonly { readonly seatId: SeatId }[]) =>
    seatList(
      list.map(({ seatId }) => seatId),
      words,
    );
  switch (event.type) {
    case 'booked':
      return event.payment.status === 'paid'
        ? happened.booked(seats(event.bookedSeats), ways(event.payment.tenders) || money(event.total, currency, words))
        : happened.kept(seats(event.bookedSeats), money(event.total, currency, words));
    case 'paid':
      return happened.paid(ways(event.tenders) || money(event.amount, currency, words));
    case 'collected':
      return happened.collected;
    case 'refunded':
      return event.void === true
        ? happened.voided(seats(event.refundedSeats), ways(event.tenders))
        : happened.refunded(seats(event.refundedSeats), ways(event.tenders), refundReason(event.reason, words.texts));
    case 'exchanged': {
      const moved = ways(event.tenders);
      const said = moved === '' ? '' : event.difference < 0 ? happened.given(moved) : happened.taken(moved);
      return happened.exchanged(seats(event.from), seats(event.to), said);
    }
    case 'ticketed':
      return happened.ticketed(event.issue);
    case 'admitted':
      return happened.admitted(event.seatId, event.door);
    case 'lapsed':
      return happened.lapsed;
    default:
      return undefined;
  }
}

/** Who did it: somebody of the house by name where the name is known. */
export function byWords(
  event: LedgerEvent,
  { order, names = {} }: Pick<OrderFile, 'order' | 'names'>,
  words: Words,
): string {
  const { afterSale } = words.texts;
  const { by } = event;
  if (by === 'log') return afterSale.log;
  const name = names[by];
  if (name !== undefined) return name;
  if (by.startsWith('op-')) return by;
  return by === order.viewerId && !by.startsWith('kiosk-') ? afterSale.patron : afterSale.staff;
}

const money = (minor: Minor, currency: string, { formats }: Words) => formats.money(minor, currency);
