import { pluralOf } from '../plural.ts';

const plural = pluralOf('en');

/** The staff's own pages on the web: signing in, and what there is to do for each screening. */
export const staff = {
  heading: 'Staff',
  signIn: 'Sign in',
  signInHeading: 'Staff sign-in',
  signInNote:
    'For the door, the figures and the nights again, in this browser. The token is FULL_HOUSE_STAFF_TOKEN, or in the file staff-token of the data folder.',
  token: 'Staff token',
  wrongToken: 'That is not the staff token. Nothing was changed; try again.',
  signOut: 'Sign out',
  signedInNote: 'This browser stays signed in for 14 hours. Sign out when you leave it.',
  screenings: 'Screenings',
  past: 'Past screenings',
  none: 'There are no screenings yet. Make one at the counter.',
  notYet: 'The figures are still being read. Load the page again in a moment.',
  screening: 'Screening',
  sold: 'Sold',
  soldOf: (sold: number, capacity: number) => `${sold} of ${capacity}`,
  takings: 'Takings',
  due: 'To be paid',
  onHold: 'On hold',
  holds: 'Holds made',
  holdsOf: (made: number, lost: number) => `${made}, ${lost} lost`,
  conversion: 'Visitors who bought',
  conversionOf: (share: string, visitors: number) => `${share} of ${visitors}`,
  orders: 'Orders',
  ordersCount: (count: number) => `${count} ${plural(count, { one: 'order', other: 'orders' })}`,
  door: 'Door',
  night: 'Night again',
  page: 'For patrons',
  figures: 'All figures',
  insights: 'Insights',
  toStaff: 'Staff home',
};
