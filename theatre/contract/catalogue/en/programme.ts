import { pluralOf } from '../plural.ts';

const plural = pluralOf('en');
const count = (number: number, one: string, other: string) => `${number} ${plural(number, { one, other })}`;
const orders = (number: number) => count(number, 'order', 'orders');
const seats = (number: number) => count(number, 'seat', 'seats');

/** The programme at the counter: a week at a glance, and what is done to a screening. */
export const programme = {
  nightAgain: 'A screening’s night again',
  counts: (sold: number, held: number, capacity: number) => `${sold} sold, ${held} held, of ${capacity}`,
  empty: {
    none: 'No screenings yet.',
    create: 'N creates the first one. Patrons can book as soon as it is there.',
    opening: 'The house is opening …',
    reading: 'The log is being read; the screenings appear here in a moment.',
    away: 'The log does not answer.',
    awaits: 'The screenings appear here as soon as it does. The line below says more.',
  },
  week: 'Week',
  list: 'List',
  screenings: 'Screenings',
  newScreening: 'New screening',
  span: (from: string, to: string) => `${from} – ${to}`,
  today: 'Today',
  nothingThatDay: 'Nothing on',
  nothingThatWeek: 'Nothing on this week. Press N for a new screening, or look at another week.',
  phases: { open: 'On sale', closed: 'Closed', cancelled: 'Cancelled' },
  left: (available: number, capacity: number) => `${available} of ${capacity} left`,
  refundsOpen: 'Refunds to do',
  cancelledFor: (reason: string) => `Cancelled: ${reason}`,
  keys: {
    next: 'Next screening',
    previous: 'Previous screening',
    days: 'Move between days',
    screenings: 'Move between screenings of a day',
    open: 'Sell for this screening',
    before: 'Previous week',
    after: 'Next week',
    today: 'This week',
    list: 'The list of all screenings',
    week: 'The week',
    night: 'The night of this screening again',
    create: 'New screening',
    title: 'Change the title',
    move: 'Postpone, or bring forward',
    copy: 'Duplicate: the same at other times',
    prices: 'Prices, discounts and promo codes',
    close: 'Close sales',
    cancel: 'Cancel, or go on with the refunds',
    designer: 'Seating plans',
    back: 'Back',
  },
  short: { title: 'Title', move: 'Postpone', copy: 'Duplicate', prices: 'Prices', close: 'Close', cancel: 'Cancel' },
  fields: {
    title: 'Title',
    startsAt: 'Starts',
    reason: 'Reason, for staff only',
    first: 'First time',
    every: 'Then',
    times: 'How many in all',
    price: (category: string, currency: string) => `${category}, ${currency}`,
    discount: { concession: 'Concession, % off', child: 'Child, % off', companion: 'Companion, % off' },
    promos: 'Promo codes, one a line: code and % off',
    promosExample: 'SPRING 20',
  },
  repeat: { once: 'no more', daily: 'every day', weekly: 'every week' },
  faults: {
    title: 'Type a title.',
    startsAt: 'Give a day and a time.',
    same: 'That is when it starts already.',
    past: 'This is in the past.',
    reason: 'Type a reason.',
    price: 'Type a price like 24.00.',
    percent: 'Type a whole number from 0 to 100.',
    times: (most: number) => `Type a whole number from 1 to ${most}.`,
    promo: (line: string) => `“${line}” is not a code of capitals and digits and a number from 1 to 100.`,
    promoTwice: (code: string) => `${code} is there twice.`,
  },
  title: {
    heading: 'Another title',
    does: 'Phones, kiosks and tickets made out from now on say the new title. Tickets that were sold stay good.',
    confirm: 'Change the title',
  },
  move: {
    heading: 'Another time',
    does: (sold: number) =>
      sold === 0
        ? 'Every phone and kiosk shows the new time at once.'
        : `Every phone and kiosk shows the new time at once, and so ${plural(sold, { one: 'does the order page', other: 'do the order pages' })} of ${orders(sold)}. Tickets that were sold stay good.`,
    confirm: 'Move it',
  },
  copy: {
    heading: 'The same at other times',
    does: (number: number) =>
      `${count(number, 'screening is', 'screenings are')} opened for sale, with the same house, prices, discounts and promo codes.`,
    more: (number: number) => `and ${number} more`,
    confirm: (number: number) => (number === 1 ? 'Open it' : `Open ${number}`),
    some: (opened: number, wanted: number) =>
      `${opened} of ${wanted} were opened, then it stopped. The times left below are still to be opened.`,
  },
  prices: {
    heading: 'Prices from now on',
    does: 'What was sold keeps its price. Seats that somebody holds are sold at the new one, and their screens say so at once.',
    confirm: 'Set the prices',
  },
  close: {
    heading: 'Close sales?',
    does: 'Nothing more is sold or held, at the counter or on phones. What was sold stays good, and is still paid, collected and refunded. Sales cannot be opened again.',
    confirm: 'Close sales',
  },
  cancel: {
    heading: 'Cancel this screening?',
    does: (sold: number, held: number) =>
      `Sales end for good${held > 0 ? `, and ${seats(held)} that somebody holds ${plural(held, { one: 'goes', other: 'go' })} back` : ''}. ${
        sold === 0 ? 'There is nothing to refund.' : `Then you work through the refunds of ${orders(sold)}.`
      } This cannot be undone.`,
    confirm: 'Cancel the screening',
  },
  refunds: {
    heading: 'Refunds',
    of: (title: string, evening: string) => `${title}, ${evening}`,
    left: (left: number, done: number) => `${orders(left)} to go, ${done} done`,
    finished: (done: number) => (done === 0 ? 'There was nothing to refund.' : `All ${orders(done)} are refunded.`),
    onThisPage:
      'This list is the log’s own: after a pause, on another kiosk or after a crash it goes on where it stopped.',
    seats,
    order: 'Order',
    places: 'Seats',
    byCard: 'By card',
    inCash: 'In cash',
    unpaid: 'Not paid: nothing to give back',
    next: 'Next step',
    one: 'Refund',
    hand: 'Hand over',
    release: 'Give back',
    all: (number: number) => `All ${number} without cash`,
    ask: {
      cash: (money: string, order: string) => `Hand ${money} in cash to whoever has order ${order}.`,
      mixed: (cash: string, card: string, order: string) =>
        `Hand ${cash} in cash to whoever has order ${order}, and give ${card} back to their card at the terminal.`,
      card: (money: string, order: string) =>
        `Give ${money} back to the card that paid for order ${order}, at the terminal.`,
      unpaid: (order: string) => `Order ${order} was never paid. Its seats are given back; no money moves.`,
      all: (paid: number, money: string, unpaid: number) =>
        [
          ...(paid > 0
            ? [
                `${orders(paid)} ${plural(paid, { one: 'is', other: 'are' })} refunded by card, ${money} in all: give it back at the terminal.`,
              ]
            : []),
          ...(unpaid > 0
            ? [
                `${orders(unpaid)} that ${plural(unpaid, { one: 'was', other: 'were' })} never paid ${plural(unpaid, { one: 'is', other: 'are' })} given back; no money moves.`,
              ]
            : []),
        ].join(' ') || 'There is nothing to refund.',
    },
    handed: 'Handed over',
    refunded: 'Refunded',
    given: 'Give back',
    allDone: 'Refund all of these',
    notYet: 'Not yet',
    stopped: (refunded: number, why: string) => `${orders(refunded)} done, then it stopped: ${why}`,
  },
  problems: {
    'needs-manager': 'That needs a manager. Nothing was changed.',
    'not-allowed': 'Nobody is signed in. Sign in first; nothing was changed.',
    'no-shift': 'Money belongs to a shift. Open one at this till first; nothing was changed.',
    'screening-cancelled': 'This screening was cancelled. It can only be refunded.',
    'screening-closed': 'Sales of this screening are closed.',
    'not-cancelled': 'This screening is not cancelled; refund single orders from their own page.',
    'payment-mismatch': 'This order has changed since it was listed. Look at it again; nothing was refunded.',
    'house-exists': 'There is a house with this id already. Save yours under another id.',
    'plan-changed':
      'Somebody else saved this house meanwhile. Save yours under another id, or open theirs and draw again.',
    'unknown-house': 'This house is gone. Save it again to bring it back.',
    'bad-plan': 'This plan has faults; they are listed beside it. Nothing was saved.',
    working: 'One moment …',
  },
};
