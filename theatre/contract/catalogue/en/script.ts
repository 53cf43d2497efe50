/** What a phone says by itself, between two words of the server; `{…}` is filled in there. */
export const script = {
  lost: 'Connection lost. Reconnecting… What you see is from {time}.',
  offline: 'You are offline. What you see is from {time}.',
  stale: 'The box office is out of reach just now. What you see is from {time}; it goes on by itself.',
  unreached: 'The box office could not be reached. If it went through all the same, the map shows it in a moment.',
  refused: 'That did not work. Load the page again, or ask at the box office.',
  yoursFor: 'Yours for',
  lastMinute: 'One minute left to book your seats.',
  timeUp: 'Your time is up.',
  booking: 'Booking…',
  bookingAgain: 'No clear answer yet. Asking again; this never books twice.',
  booked: 'Booked. Your order is {order}.',
  zoomed: 'Now tap your seat.',
};

/** The same for a night again. */
export const replayScript = {
  play: 'Play',
  pause: 'Pause',
  place: '{count} of {total}, {clock}',
  notPlayed: 'The replay cannot be played just now. Try again in a moment.',
  lost: 'The connection is lost. The replay goes on when it is back.',
  notShown: 'This moment cannot be shown just now. Try again.',
};
