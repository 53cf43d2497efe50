/** A screening in figures. */
export const figures = {
  title: 'Figures',
  sold: 'Seats sold',
  ofCapacity: (sold: number, capacity: number) => `${sold} of ${capacity}`,
  takings: 'Takings',
  due: 'Still to be paid',
  givenBack: 'Given back',
  cash: 'in cash',
  card: 'by card',
  types: { full: 'Full', concession: 'Concession', child: 'Child', companion: 'Companion', comp: 'Complimentary' },
  holds: 'Holds',
  made: (made: number, open: number) => `${made} made, ${open} open`,
  lost: 'Lost',
  bought: 'Bought',
  conversion: 'Holds that were bought',
  none: 'none yet',
  waiting: 'The figures come as soon as the server answers.',
};
