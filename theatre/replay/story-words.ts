/** The lines of a story in words: for a list beside the map, and for print. */
import { listed, lapseWords, reasonWords, viewerName } from './words.ts';
import type { Loss } from './seat-change.ts';
import type { SeatLine, ViewerLine } from './story.ts';

const lossWords: Readonly<Record<Loss, string>> = {
  'let-go': 'let it go',
  'gave-back': 'gave all back',
  expired: 'ran out of time',
  taken: 'ran out of time',
  absent: 'was away too long',
  'released-by-staff': 'had it given back by staff',
  withheld: 'lost it to the house',
  'sold-to-other': 'lost it to another sale',
};

/** For example `Amber Fox ran out of time after 5 minutes; Teal Owl has it`. */
export function seatLineWords(line: SeatLine): string {
  switch (line.kind) {
    case 'chosen':
      return `${viewerName(line.viewerId)} chose it`;
    case 'lost': {
      const to = line.to === undefined ? '' : `; ${viewerName(line.to)} has it`;
      return `${viewerName(line.viewerId)} ${lossWords[line.why]} after ${lapseWords(line.heldMs)}${to}`;
    }
    case 'bought': {
      if (line.exchanged) return `${viewerName(line.viewerId)} got it in exchange for another seat`;
      const after = line.heldMs > 0 ? ` after ${lapseWords(line.heldMs)}` : '';
      return `${viewerName(line.viewerId)} bought it${after}`;
    }
    case 'refused':
      return `${viewerName(line.viewerId)} did not get it: ${refusedWords(line)}`;
    case 'withheld':
      return `Taken off sale by the house: ${line.reason}`;
    case 'returned':
      return line.exchanged
        ? `${viewerName(line.viewerId)} exchanged it for another seat`
        : `${viewerName(line.viewerId)} was refunded; on sale again`;
    case 'on-sale-again':
      return 'On sale again';
    default:
      return line satisfies never;
  }
}

function refusedWords({ reason, holder, byMs }: Extract<SeatLine, { kind: 'refused' }>): string {
  if (holder === undefined) return reason === 'seat-taken' ? 'it was not on sale' : reasonWords(reason);
  const other = viewerName(holder);
  return reason === 'seat-taken'
    ? `${other} was ${lapseWords(byMs)} earlier`
    : `${reasonWords(reason)}; ${other} has it`;
}

/** For example `chose C-B5 and C-B6`. */
export function viewerLineWords(line: ViewerLine): string {
  switch (line.kind) {
    case 'came':
      return 'came to look';
    case 'went':
      return 'left';
    case 'more-time':
      return 'asked for more time';
    case 'paying':
      return 'went to pay';
    case 'chose':
      return `chose ${listed(line.seatIds)}`;
    case 'lost': {
      const to = line.to === undefined ? '' : `; ${viewerName(line.to)} has it`;
      return `${viewerLossWords(line.why, listed(line.seatIds))}${to}`;
    }
    case 'bought':
      return `bought ${listed(line.seatIds)}`;
    case 'paid':
      return 'paid for their order';
    case 'collected':
      return 'collected their tickets';
    case 'ticketed':
      return 'had their tickets made out';
    case 'lapsed':
      return 'did not collect their order in time';
    case 'admitted':
      return `came in with ${listed(line.seatIds)} (${line.door})`;
    case 'returned':
      return `was refunded ${listed(line.seatIds)}`;
    case 'exchanged':
      return `exchanged ${listed(line.from)} for ${listed(line.seatIds)}`;
    case 'refused':
      return `was refused ${line.seatIds.length > 0 ? listed(line.seatIds) : `to ${line.command}`}: ${reasonWords(line.reason)}`;
    default:
      return line satisfies never;
  }
}

function viewerLossWords(why: Loss, seats: string): string {
  switch (why) {
    case 'let-go':
      return `let ${seats} go`;
    case 'gave-back':
      return `gave ${seats} back`;
    case 'expired':
    case 'taken':
      return `ran out of time and lost ${seats}`;
    case 'absent':
      return `was away too long and lost ${seats}`;
    case 'released-by-staff':
      return `had ${seats} given back by staff`;
    case 'withheld':
      return `lost ${seats} to the house`;
    case 'sold-to-other':
      return `lost ${seats} to another sale`;
    default:
      return why satisfies never;
  }
}
