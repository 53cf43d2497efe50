/** What frames every view of the kiosk: the line at its foot, keys, the map, who is there, and what went wrong. */
export const kiosk = {
  listKeys: 'List the keys',
  changeLanguage: 'Change the language of this screen',
  keys: 'Keys',
  close: 'Close',
  space: 'Space',
  log: {
    connected: 'Log connected',
    starting: 'The log is starting …',
    lostSince: (time: string) => `Log lost since ${time}: nothing can be sold until it is back`,
    replaced: 'The log was replaced: close Full House and start it again',
    failed: (problem: string) =>
      `The log cannot be opened, and nothing can be sold. For whoever looks after this machine: ${problem}`,
  },
  patrons: {
    starting: 'The server for patrons is starting …',
    openAt: 'Open for patrons at',
    down: (problem: string) =>
      problem === ''
        ? 'Closed to patrons, opening again.'
        : `Closed to patrons, opening again. For whoever looks after this machine: ${problem}`,
  },
  feed: {
    heading: 'Activity',
    nothing: 'Nothing yet. Every choice and sale shows up here.',
    newestFirst: 'Newest first',
  },
  viewers: {
    heading: 'Viewers',
    nobody: 'Nobody is looking.',
    label: 'Who is looking',
    you: '(you)',
    more: (count: number) => `and ${count} more`,
  },
  link: {
    finding: 'Finding the address …',
    code: 'QR code of the patrons’ page',
    notReachable:
      'Phones cannot open this: there is no network, or the server was told to listen on this machine alone.',
    copy: 'Copy the address',
    copied: 'Copied',
  },
  map: {
    label: 'Seat map',
    seatsOf: (house: string) => `Seats of ${house}. Arrow keys move between them.`,
    move: 'Move between seats',
    choose: 'Choose the seat, or give it back',
    story: 'Story of the seat',
    size: 'Size of the map',
    larger: 'Larger map',
    smaller: 'Smaller map',
    legend: 'What the seats mean',
    prices: 'Prices',
    status: { available: 'Available', selected: 'Yours', other_selected: 'Held', booked: 'Sold', withheld: 'Withheld' },
  },
  /** Why something was not done, where the kiosk says more than the refusal does. */
  fileFaults: {
    'disk-full': 'the disk is full',
    'may-not-write': 'nothing may be written there',
    'no-folder': 'the folder is not there',
    'is-folder': 'there is a folder of this name',
    'disk-fault': 'the disk has a fault',
  },
  notWritten: (problem: string) => `The file could not be written: ${problem}. Choose another place.`,
  cannotOpen: 'Full House cannot open',
  cannotOpenTodo: (problem: string) => `Ask whoever looks after this machine. They need to know:\n\n${problem}`,
  problems: {
    'page-not-printed': 'The printer did not take the page. Look at it, then print again; or save the page as a PDF.',
    'too-many-seats': 'That is more seats than one sale takes. Book those you have first.',
    'nothing-selected': 'No seats are chosen. Choose seats on the map first.',
    'sales-suspended': 'Sales of this screening are suspended: nothing can be sold until they are resumed.',
    'unknown-screening': 'There is no such screening. Press Esc for the list of all there are.',
    'unknown-house': 'There is no such house. Choose another.',
    'log-unreachable':
      'The log does not answer, and nothing was changed. Try again when the line below says connected.',
    unsettled:
      'The log did not answer in time, so it is not known yet whether this was done. Wait until the screen shows it.',
    'patrons-down': 'The server for patrons is not open, so there is no address to give. Try again in a moment.',
    'export-running': 'One export is running already. Wait for it, or cancel it.',
    'night-unreachable':
      'The log does not answer, so the night cannot be read. Try again when the line below says connected.',
    malformed: 'Something in this was not understood. Check what was typed.',
    'not-ready': 'The house is still opening. Try again in a moment.',
    bug: 'That did not work because of a fault in the program. Nothing is sold without an order number.',
  },
};
