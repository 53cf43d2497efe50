/** Refusals of the web, with what each says to a person when nothing more exact is known. */
export const problems = {
  'unknown-screening': {
    title: 'No such screening',
    detail: 'There is no screening at this address. The programme lists all there are.',
  },
  'unknown-seat': {
    title: 'No such seat',
    detail: 'This house has no such seat.',
  },
  'unknown-order': {
    title: 'No such order',
    detail:
      'There is no order with this reference for you. Look it up on the phone that booked it, or ask at the counter.',
  },
  'unknown-house': {
    title: 'No such house',
    detail: 'There is no house with this id. GET /api/houses lists them.',
  },
  'house-exists': {
    title: 'The house exists already',
    detail:
      'There is a house with this id already. Save yours under another id, or name the revision that you began with.',
  },
  'plan-changed': {
    title: 'The plan was changed meanwhile',
    detail: 'Somebody else has saved this house since. Load it again, then make your change.',
  },
  'not-found': {
    title: 'Nothing here',
    detail: 'There is nothing at this address.',
  },
  'screening-exists': {
    title: 'The screening exists already',
    detail: 'There is a screening with this id already. Leave the id out to have one made.',
  },
  'screening-closed': {
    title: 'Sales are closed',
    detail: 'Sales for this screening have closed. Tickets that were bought stay good.',
  },
  'sales-suspended': {
    title: 'Sales are paused',
    detail: 'The box office has paused sales for this screening. Nothing was changed; try again in a few minutes.',
  },
  'seat-taken': {
    title: 'The seat is taken',
    detail: 'Someone else has this seat. Choose another.',
  },
  'not-enough-seats': {
    title: 'Not enough seats',
    detail: 'There are not enough free seats of that kind for all of you. Ask for fewer, or for any price.',
  },
  'too-many-seats': {
    title: 'Too many seats',
    detail: 'That is more seats than one person can hold.',
  },
  'address-limit': {
    title: 'Too many unpaid seats from your network',
    detail:
      'People on your network hold so many unpaid seats of this house that no more can be given out there. Book or give back some, or ask at the counter.',
  },
  'nothing-selected': {
    title: 'No seats selected',
    detail: 'You have no seats selected. Choose your seats first.',
  },
  'hold-expired': {
    title: 'Your time ran out',
    detail: 'Your time ran out and your seats went back on sale. Choose again.',
  },
  'no-more-time': {
    title: 'No more time',
    detail: 'These seats cannot be held any longer. Book them now, or they go back on sale.',
  },
  'selection-changed': {
    title: 'Your selection has changed',
    detail: 'Your selection is no longer what this page showed. Look at your seats again, then book. Nothing was sold.',
  },
  'key-used': {
    title: 'Already booked',
    detail: 'This booking went through before. Seats that were chosen since then are not booked yet.',
  },
  'payment-mismatch': {
    title: 'The payment does not add up',
    detail: 'The money is not what the seats come to. Nothing was changed.',
  },
  'not-in-order': {
    title: 'Not in this order',
    detail: 'The order does not have these seats. Nothing was changed.',
  },
  'already-paid': {
    title: 'Paid already',
    detail: 'This order has been paid. Nothing was taken again.',
  },
  'payment-due': {
    title: 'Not paid yet',
    detail: 'This order is not paid yet. Take the money first, then hand the tickets over.',
  },
  'order-refunded': {
    title: 'Refunded',
    detail: 'This order was refunded; it has no seats any more.',
  },
  'order-lapsed': {
    title: 'Not collected in time',
    detail: 'This order was not collected in time, and its seats went back on sale.',
  },
  'mail-off': {
    title: 'No mail is sent',
    detail:
      'No mail server is set up. Set SMTP_URL and FULL_HOUSE_MAIL_FROM and start the server again; or give the patron the link to the order.',
  },
  'no-address': {
    title: 'No e-mail address',
    detail: 'This order has no e-mail address. Give one to send the mail to.',
  },
  'screening-cancelled': {
    title: 'Cancelled',
    detail: 'This screening was cancelled. Tickets that were bought are refunded at the box office.',
  },
  'counter-only': {
    title: 'At the box office only',
    detail: 'Only the box office can do that. Ask at the counter.',
  },
  'kiosk-only': {
    title: 'At a kiosk only',
    detail:
      'This machine was let into the house to sell, and the house takes this from its kiosks alone. Do it at a kiosk. Nothing was changed.',
  },
  'needs-manager': {
    title: 'A manager is needed',
    detail: 'This needs a manager’s PIN. Nothing was changed.',
  },
  'no-shift': {
    title: 'No shift is open',
    detail: 'No shift is open. Open one first, so that the money has a till. Nothing was changed.',
  },
  'unknown-promo': {
    title: 'No such promotion code',
    detail: 'There is no such promotion code, or it does not hold for these seats. Nothing was changed.',
  },
  'unknown-ticket-type': {
    title: 'No such ticket type',
    detail: 'There is no such ticket type for these seats. Nothing was changed.',
  },
  'too-late': {
    title: 'Too late',
    detail: 'It is too late for this. Nothing was changed.',
  },
  'ticket-superseded': {
    title: 'Replaced by a newer ticket',
    detail: 'This ticket was replaced by a newer one. Ask for the newest.',
  },
  'already-admitted': {
    title: 'Let in already',
    detail: 'This ticket was let in already.',
  },
  malformed: {
    title: 'That was not understood',
    detail: 'The request is not of the expected form.',
  },
  'wrong-host': {
    title: 'Not known by this name',
    detail: 'This server does not answer to the name that was asked for. Its operator can add it to FULL_HOUSE_HOSTS.',
  },
  unreadable: {
    title: 'That could not be read',
    detail: 'The request could not be read.',
  },
  'not-supported': {
    title: 'Wrong content type',
    detail: 'Send application/json or application/x-www-form-urlencoded.',
  },
  'too-large': {
    title: 'Too large',
    detail: 'The request is larger than this server accepts.',
  },
  'address-too-long': {
    title: 'Address too long',
    detail: 'The address is longer than this server accepts.',
  },
  'headers-too-large': {
    title: 'Headers too large',
    detail: 'The headers of the request are larger than this server accepts. Deleting this site’s cookies may help.',
  },
  'too-slow': {
    title: 'Too slow',
    detail: 'The request took too long to arrive. Try again.',
  },
  'not-allowed': {
    title: 'Wrong method',
    detail: 'This address does not take this method.',
  },
  'no-session': {
    title: 'No session',
    detail:
      'Your browser sent no valid session cookie. Open the screening’s page first (with cookies allowed), then try again.',
  },
  'wrong-origin': {
    title: 'Wrong origin',
    detail: 'The request did not come from a page of this box office. Open the screening here and try again.',
  },
  'no-token': {
    title: 'Staff only',
    detail:
      'This needs the staff token: send it as "Authorization: Bearer …". It is FULL_HOUSE_STAFF_TOKEN, or in the file staff-token of the data folder.',
  },
  'too-fast': {
    title: 'Too fast',
    detail: 'That was too fast. Wait a moment, then try again.',
  },
  'too-many-streams': {
    title: 'Too many streams',
    detail: 'Your network has too many live pages of this box office open. Close some, then try again.',
  },
  'log-unreachable': {
    title: 'The box office is out of reach',
    detail: 'The box office cannot be reached at the moment. Nothing was changed; try again in a few seconds.',
  },
  unsettled: {
    title: 'Not confirmed yet',
    detail:
      'The box office did not confirm this in time. It may still go through: look at your seats before you try again. Trying again never books twice.',
  },
  'log-full': {
    title: 'The box office cannot record sales',
    detail: 'The box office cannot record anything at the moment, so nothing was sold or changed. Ask at the counter.',
  },
  closing: {
    title: 'Restarting',
    detail: 'This server is shutting down. Try again in a few seconds.',
  },
  'not-ready': {
    title: 'Not ready',
    detail: 'This server is not ready yet.',
  },
  fault: {
    title: 'Our fault',
    detail: 'Something went wrong here. Nothing is sold without a confirmation; try again, or ask at the counter.',
  },
};
