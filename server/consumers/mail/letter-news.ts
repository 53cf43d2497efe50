/** What a mail says of an order after it was booked: that it was cancelled, moved, exchanged or given back. */
import type { Wording } from '../../../theatre/contract/wording.ts';
import type { News } from '../../../theatre/mail/mail-news.ts';
import type { OfficeOrder } from '../consumer.ts';

/** Of a letter, what differs by its news; the rest is the same in each. None of it is HTML. */
export interface NewsParts {
  readonly subject: string;
  readonly intro: string;
  /** When and where it takes place. */
  readonly where: readonly string[];
  readonly seats: readonly { readonly seatId: string; readonly price: number }[];
  readonly total: number;
  readonly money: string;
  readonly todo: readonly string[];
}

/** Whether there is nothing left to write of. */
export function isEmpty({ kind }: News, { seats }: OfficeOrder): boolean {
  return seats.length === 0 && kind !== 'cancelled' && kind !== 'refunded';
}

/** Whether later news say all that this one would, and something else. */
export function isOvertaken(news: News, { cancelled, startsAt }: OfficeOrder): boolean {
  if (news.kind === 'moved') return cancelled || Date.parse(startsAt) !== Date.parse(news.to);
  return cancelled && (news.kind === 'booked' || news.kind === 'exchanged');
}

export function newsParts(
  news: Exclude<News, { kind: 'booked' }>,
  { reference, title, startsAt, house, seats, total, currency, paymentStatus }: OfficeOrder,
  { texts, formats }: Wording,
): NewsParts {
  const words = texts.mailNews;
  const { mail } = texts;
  const start = Date.parse(startsAt);
  const money = (minor: number) => formats.money(minor, currency);
  const due = paymentStatus === 'due';
  const now = {
    where: [formats.evening(start), house],
    seats,
    total,
    money: due && total > 0 ? mail.due(money(total)) : mail.paid(money(total)),
  };
  switch (news.kind) {
    case 'cancelled': {
      const back = due ? 0 : total;
      // Refunded before this was written: another mail says so.
      const none = !due && seats.length === 0 ? words.backAlready : words.nothingBack;
      return {
        ...now,
        subject: words.cancelledSubject(title, formats.day(start), reference),
        intro: words.cancelled,
        money: back > 0 ? words.willBack(money(back)) : none,
        todo: back > 0 ? [words.willBackHow] : [words.nothingToDo],
      };
    }
    case 'moved':
      return {
        ...now,
        subject: words.movedSubject(title, formats.evening(start), reference),
        intro: words.moved,
        where: [words.newTime(formats.evening(start)), words.oldTime(formats.evening(Date.parse(news.from))), house],
        todo: [words.stayGood, words.cannotCome],
      };
    case 'exchanged':
      return {
        ...now,
        subject: words.exchangedSubject(title, formats.day(start), reference),
        intro: words.exchanged,
        todo: [words.earlierVoid, due ? mail.dueWhat(reference) : mail.paidWhat],
      };
    case 'refunded': {
      const { amount, tenders } = news;
      const worth = news.seats.reduce((sum, { price }) => sum + price, 0);
      const byHow = { card: words.byCard, cash: words.byCash };
      return {
        ...now,
        subject: words.refundedSubject(title, formats.day(start), reference),
        intro: words.refunded,
        seats: news.seats,
        total: worth,
        money: amount > 0 ? words.back(money(amount)) : words.nothingBack,
        todo: [
          ...tenders.filter((tender) => tender.amount > 0).map((tender) => byHow[tender.kind](money(tender.amount))),
          seats.length > 0 ? words.keep(texts.seats.listed(seats.map(({ seatId }) => seatId))) : words.noLongerGood,
        ],
      };
    }
    default:
      return news satisfies never;
  }
}
