/** Every kind of refusal there is, with its HTTP status and what it says to a person. */
export interface Kind {
  readonly status: number;
  readonly title: string;
  /** Said when nothing more exact is known. */
  readonly detail: string;
  /** Seconds after which another try makes sense. */
  readonly retryAfter?: number;
}

export const kinds = {
  'unknown-screening': {
    status: 404,
    title: 'No such screening',
    detail: 'There is no screening at this address. The programme lists all there are.',
  },
  'unknown-seat': { status: 404, title: 'No such seat', detail: 'This house has no such seat.' },
  'unknown-order': {
    status: 404,
    title: 'No such order',
    detail:
      'There is no order with this reference for you. Look it up on the phone that booked it, or ask at the counter.',
  },
  'unknown-house': {
    status: 422,
    title: 'No such house',
    detail: 'There is no house with this id. GET /api/houses lists them.',
  },
  'house-exists': {
    status: 409,
    title: 'The house exists already',
    detail:
      'There is a house with this id already. Save yours under another id, or name the revision that you began with.',
  },
  'plan-changed': {
    status: 409,
    title: 'The plan was changed meanwhile',
    detail: 'Somebody else has saved this house since. Load it again, then make your change.',
  },
  'not-found': { status: 404, title: 'Nothing here', detail: 'There is nothing at this address.' },
  'screening-exists': {
    status: 409,
    title: 'The screening exists already',
    detail: 'There is a screening with this id already. Leave the id out to have one made.',
  },
  'screening-closed': {
    status: 410,
    title: 'Sales are closed',
    detail: 'Sales for this screening have closed. Tickets that were bought stay good.',
  },
  'sales-suspended': {
    status: 409,
    title: 'Sales are paused',
    detail: 'The box office has paused sales for this screening. Nothing was changed; try again in a few minutes.',
    retryAfter: 60,
  },
  'seat-taken': { status: 409, title: 'The seat is taken', detail: 'Someone else has this seat. Choose another.' },
  'not-enough-seats': {
    status: 409,
    title: 'Not enough seats',
    detail: 'There are not enough free seats of that kind for all of you. Ask for fewer, or for any price.',
  },
  'too-many-seats': { status: 409, title: 'Too many seats', detail: 'That is more seats than one person can hold.' },
  'address-limit': {
    status: 409,
    title: 'Too many unpaid seats from your network',
    detail:
      'People on your network hold so many unpaid seats of this house that no more can be given out there. Book or give back some, or ask at the counter.',
  },
  'nothing-selected': {
    status: 409,
    title: 'No seats selected',
    detail: 'You have no seats selected. Choose your seats first.',
  },
  'hold-expired': {
    status: 409,
    title: 'Your time ran out',
    detail: 'Your time ran out and your seats went back on sale. Choose again.',
  },
  'no-more-time': {
    status: 409,
    title: 'No more time',
    detail: 'These seats cannot be held any longer. Book them now, or they go back on sale.',
  },
  'selection-changed': {
    status: 409,
    title: 'Your selection has changed',
    detail: 'Your selection is no longer what this page showed. Look at your seats again, then book. Nothing was sold.',
  },
  'key-used': {
    status: 409,
    title: 'Already booked',
    detail: 'These details have made an order already. Load the page again to book further seats.',
  },
  'payment-mismatch': {
    status: 422,
    title: 'The payment does not add up',
    detail: 'The money is not what the seats come to. Nothing was changed.',
  },
  'not-in-order': {
    status: 409,
    title: 'Not in this order',
    detail: 'The order does not have these seats. Nothing was changed.',
  },
  'already-paid': {
    status: 409,
    title: 'Paid already',
    detail: 'This order has been paid. Nothing was taken again.',
  },
  'payment-due': {
    status: 409,
    title: 'Not paid yet',
    detail: 'This order is not paid yet. Take the money first, then hand the tickets over.',
  },
  'order-refunded': {
    status: 410,
    title: 'Refunded',
    detail: 'This order was refunded; it has no seats any more.',
  },
  'order-lapsed': {
    status: 410,
    title: 'Not collected in time',
    detail: 'This order was not collected in time, and its seats went back on sale.',
  },
  'screening-cancelled': {
    status: 410,
    title: 'Cancelled',
    detail: 'This screening was cancelled. Tickets that were bought are refunded at the box office.',
  },
  'needs-manager': { status: 403, title: 'Needs a manager', detail: 'That needs a manager. Nothing was changed.' },
  'no-shift': {
    status: 409,
    title: 'No shift is open',
    detail: 'No shift is open at this till, so no money can be taken or given. Open one first.',
  },
  'unknown-promo': {
    status: 422,
    title: 'No such promo code',
    detail: 'This promo code is not on for this screening. Check it, or book without it.',
  },
  'unknown-ticket-type': { status: 422, title: 'No such ticket type', detail: 'There is no such kind of ticket.' },
  'too-late': { status: 409, title: 'Too late', detail: 'It is too late for that. Nothing was changed.' },
  'ticket-superseded': {
    status: 409,
    title: 'No longer good',
    detail: 'This ticket is no longer good: newer ones were made out for its order.',
  },
  'already-admitted': { status: 409, title: 'Let in already', detail: 'This ticket was let in already.' },
  'counter-only': {
    status: 403,
    title: 'At the box office only',
    detail: 'Only the box office can do that. Ask at the counter.',
  },
  malformed: { status: 422, title: 'That was not understood', detail: 'The request is not of the expected form.' },
  'wrong-host': {
    status: 421,
    title: 'Not known by this name',
    detail: 'This server does not answer to the name that was asked for. Its operator can add it to FULL_HOUSE_HOSTS.',
  },
  unreadable: { status: 400, title: 'That could not be read', detail: 'The request could not be read.' },
  'not-supported': {
    status: 415,
    title: 'Wrong content type',
    detail: 'Send application/json or application/x-www-form-urlencoded.',
  },
  'too-large': { status: 413, title: 'Too large', detail: 'The request is larger than this server accepts.' },
  'address-too-long': {
    status: 414,
    title: 'Address too long',
    detail: 'The address is longer than this server accepts.',
  },
  'headers-too-large': {
    status: 431,
    title: 'Headers too large',
    detail: 'The headers of the request are larger than this server accepts. Deleting this site’s cookies may help.',
  },
  'too-slow': { status: 408, title: 'Too slow', detail: 'The request took too long to arrive. Try again.' },
  'not-allowed': { status: 405, title: 'Wrong method', detail: 'This address does not take this method.' },
  'no-session': {
    status: 403,
    title: 'No session',
    detail:
      'Your browser sent no valid session cookie. Open the screening’s page first (with cookies allowed), then try again.',
  },
  'wrong-origin': {
    status: 403,
    title: 'Wrong origin',
    detail: 'The request did not come from a page of this box office. Open the screening here and try again.',
  },
  'no-token': {
    status: 401,
    title: 'Staff only',
    detail:
      'This needs the staff token: send it as "Authorization: Bearer …". It is FULL_HOUSE_STAFF_TOKEN, or in the file staff-token of the data folder.',
  },
  'too-fast': {
    status: 429,
    title: 'Too fast',
    detail: 'That was too fast. Wait a moment, then try again.',
    retryAfter: 5,
  },
  'too-many-streams': {
    status: 429,
    title: 'Too many streams',
    detail: 'Your network has too many live pages of this box office open. Close some, then try again.',
    retryAfter: 30,
  },
  'log-unreachable': {
    status: 503,
    title: 'The box office is out of reach',
    detail: 'The box office cannot be reached at the moment. Nothing was changed; try again in a few seconds.',
    retryAfter: 3,
  },
  unsettled: {
    status: 503,
    title: 'Not confirmed yet',
    detail:
      'The box office did not confirm this in time. It may still go through: look at your seats before you try again. Trying again never books twice.',
    retryAfter: 3,
  },
  'log-full': {
    status: 503,
    title: 'The box office cannot record sales',
    detail: 'The box office cannot record anything at the moment, so nothing was sold or changed. Ask at the counter.',
    retryAfter: 30,
  },
  closing: {
    status: 503,
    title: 'Restarting',
    detail: 'This server is shutting down. Try again in a few seconds.',
    retryAfter: 3,
  },
  'not-ready': { status: 503, title: 'Not ready', detail: 'This server is not ready yet.', retryAfter: 3 },
  fault: {
    status: 500,
    title: 'Our fault',
    detail: 'Something went wrong here. Nothing is sold without a confirmation; try again, or ask at the counter.',
  },
} as const satisfies Record<string, Kind>;

export type ProblemCode = keyof typeof kinds;
