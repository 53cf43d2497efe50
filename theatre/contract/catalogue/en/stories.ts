/** A night told in lines: for a list beside the map, and for print. */
import type { Loss } from '../../../replay/seat-change.ts';
import type { SeatLine, ViewerLine } from '../../../replay/story.ts';
import type { WhatIf } from '../../../replay/what-if.ts';
import { pluralOf } from '../plural.ts';
import { lapses } from './lapses.ts';
import { listed } from './seats.ts';
import { viewers } from './viewers.ts';

const plural = pluralOf('en');

const reasons: Readonly<Record<string, string>> = {
  'seat-taken': 'somebody else had it',
  'too-many-seats': 'they held as many seats as one person can',
  'not-enough-seats': 'there were not enough such seats',
  'hold-expired': 'their time had run out',
  'nothing-selected': 'they had nothing selected',
  'no-more-time': 'no more time could be given',
  'selection-changed': 'their seats were no longer those that their page showed',
  'payment-mismatch': 'the payment did not add up',
  'sales-suspended': 'sales were paused',
  'screening-closed': 'sales had closed',
  'unknown-seat': 'the house has no such seat',
  'screening-cancelled': 'the screening was cancelled',
  'not-allowed': 'only the box office could do that',
  'needs-manager': 'it needed a manager',
  'no-shift': 'no shift was open at the till',
  'unknown-promo': 'there was no such promo',
  'too-late': 'it was too late for that',
};

/** Why a command was refused, as the second half of a sentence. A reason that this code does not know says itself. */
export const reasonWords = (reason: string): string => reasons[reason] ?? `it was refused (${reason})`;

const losses: Readonly<Record<Loss, string>> = {
  'let-go': 'let it go',
  'gave-back': 'gave all back',
  expired: 'ran out of time',
  taken: 'ran out of time',
  absent: 'was away too long',
  'released-by-staff': 'had it given back by staff',
  withheld: 'lost it to the house',
  'sold-to-other': 'lost it to another sale',
};

const returns: Readonly<Record<Extract<SeatLine, { kind: 'returned' }>['how'], string>> = {
  refunded: 'was refunded; on sale again',
  undone: 'had it by mistake: the sale was undone',
  exchanged: 'exchanged it for another seat',
  lapsed: 'did not collect it in time; on sale again',
};

export const stories = {
  /** For example `Amber Fox ran out of time after 5 minutes; Teal Owl has it`. */
  seatLine: (line: SeatLine) => {
    switch (line.kind) {
      case 'chosen':
        return `${viewers.name(line.viewerId)} chose it`;
      case 'lost': {
        const to = line.to === undefined ? '' : `; ${viewers.name(line.to)} has it`;
        return `${viewers.name(line.viewerId)} ${losses[line.why]} after ${lapses.exact(line.heldMs)}${to}`;
      }
      case 'bought': {
        if (line.exchanged) return `${viewers.name(line.viewerId)} got it in exchange for another seat`;
        const after = line.heldMs > 0 ? ` after ${lapses.exact(line.heldMs)}` : '';
        return `${viewers.name(line.viewerId)} bought it${after}`;
      }
      case 'refused':
        return `${viewers.name(line.viewerId)} did not get it: ${refused(line)}`;
      case 'withheld':
        return `Taken off sale by the house: ${line.reason}`;
      case 'returned':
        return `${viewers.name(line.viewerId)} ${returns[line.how]}`;
      case 'on-sale-again':
        return 'On sale again';
      default:
        return line satisfies never;
    }
  },
  /** For example `chose C-B5 and C-B6`. */
  viewerLine: (line: ViewerLine) => {
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
        const to = line.to === undefined ? '' : `; ${viewers.name(line.to)} has it`;
        return `${viewerLoss(line.why, listed(line.seatIds))}${to}`;
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
  },
  /** What a night decided again cannot know, to be shown with every such answer. */
  cannotKnow: ({
    agreement,
    commands,
  }: {
    readonly agreement: number;
    readonly commands: Pick<WhatIf['commands'], 'unknown'>;
  }) => {
    const unknown = Object.values(commands.unknown).reduce((sum, count) => sum + count, 0);
    return [
      'People react. Whoever was refused a seat chose another one, or left; whoever had more time might have taken it. Here everybody does what they did that night, at the same second.',
      'Whoever bought other seats after a refusal buys those here as well, beside the seat that they now get: sales are rather too high where refusals become acceptances.',
      'People who gave up without a word, or never came because it was said to be sold out, left nothing in the log.',
      'A refused attempt for several seats is known by the seats that were not to be had alone.',
      'Refusals are written down up to a limit for each viewer and second; those beyond it are missing.',
      ...(unknown > 0
        ? [
            `Of ${unknown} refused ${plural(unknown, { one: 'command', other: 'commands' })} the log does not say what was asked for.`,
          ]
        : []),
      `Decided again under the limits of that night, ${(agreement * 100).toFixed(agreement === 1 ? 0 : 1)} % of the seats end as they did.`,
    ];
  },
};

function refused({ reason, holder, byMs }: Extract<SeatLine, { kind: 'refused' }>): string {
  if (holder === undefined) return reason === 'seat-taken' ? 'it was not on sale' : reasonWords(reason);
  const other = viewers.name(holder);
  return reason === 'seat-taken'
    ? `${other} was ${lapses.exact(byMs)} earlier`
    : `${reasonWords(reason)}; ${other} has it`;
}

function viewerLoss(why: Loss, seats: string): string {
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
