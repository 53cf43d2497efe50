/** The view that sells: its head, and why nothing can be sold. */
export const selling = {
  opening: 'Opening the screening …',
  screenings: 'Screenings',
  backToScreenings: 'Back to the screenings',
  back: 'Back',
  seats: 'Seats',
  counts: { available: 'available', held: 'held', sold: 'sold', withheld: 'withheld' },
  nightAgain: 'The night again',
  nightFromBeginning: 'This night again, from its beginning',
  link: 'Link for patrons',
  showLink: 'Show the link for patrons',
  forPatrons: 'For patrons',
  lostSince: (time: string) =>
    `The log is lost since ${time}. The seats are shown as they were then, and nothing can be sold until it is back.`,
  notConnected: 'The log is not connected: nothing can be sold until it is.',
  replaced:
    'This is not the log that was read before: a backup was restored, or it was replaced. Nothing can be sold. Close Full House and start it again: it then looks for what is missing.',
  notFresh: 'The log is being caught up with. The seats shown may be late; nothing can be sold yet.',
  suspended: (reason: string) => `Sales are suspended: ${reason}`,
  closed: 'Sales of this screening are closed.',
  cancelled: 'This screening was cancelled.',
};

/** A new screening. */
export const creating = {
  heading: 'New screening',
  isOpen: 'The screening is open',
  sellNow: 'Sell at the counter',
  title: 'Title',
  titleMissing: 'Type a title.',
  house: 'House',
  houseOf: (name: string, seats: string) => `${name}, ${seats}`,
  starts: 'Starts',
  startMissing: 'Give a day and a time.',
  past: 'This is in the past.',
  pricesIn: (currency: string) => `Prices in ${currency}`,
  priceWrong: 'Type a price like 24.00.',
  open: 'Open for sale',
  opening: 'Opening …',
  notConnected: 'The log is not connected. A screening can be created as soon as it is.',
};
