/** The patrons' pages: the server renders, htmx patches. What is here keeps no state of the house. */
import { followStream } from './stream.js';
import { byId } from './page.js';
import { startSeatMap } from './seat-map.js';
import { startZoom } from './zoom.js';
import { startStrip } from './strip.js';
import { startBooking } from './booking.js';
import { startParty } from './party.js';

// The switch is remembered; an address that is passed on should speak as its reader does.
const here = new URL(location.href);
if (here.searchParams.has('lang')) {
  here.searchParams.delete('lang');
  history.replaceState(history.state, '', here);
}

const stream = byId('stream');
if (stream) followStream(stream);

if (byId('screening')) {
  startSeatMap();
  startZoom();
  startStrip();
  startBooking();
  startParty();

  // Activity and viewers are folded on a phone until asked for.
  const wide = matchMedia('(min-width: 701px)');
  const fold = () => {
    for (const panel of document.querySelectorAll('details.panel')) panel.toggleAttribute('open', wide.matches);
  };
  wide.addEventListener('change', fold);
  fold();
}
