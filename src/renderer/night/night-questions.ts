/** What can be asked of a night: each answer is data that crosses to the window. */
import { catalogueOf, languages } from '../../../theatre/contract/catalogue/index.ts';
import type { Chronicle } from '../../../theatre/replay/chronicle.ts';
import type { Course } from '../../../theatre/replay/course.ts';
import type { Density } from '../../../theatre/replay/density.ts';
import { heatOf, hesitation, hesitationOver, type SeatHesitation } from '../../../theatre/replay/hesitation.ts';
import { journeysOf, type Journeys } from '../../../theatre/replay/journeys.ts';
import type { Scene } from '../../../theatre/replay/scene.ts';
import { seatStory, viewerStory, type SeatLine, type ViewerLine } from '../../../theatre/replay/story.ts';
import { whatIf, type WhatIf } from '../../../theatre/replay/what-if.ts';
import { whyLost, type WhyLost } from '../../../theatre/replay/why-lost.ts';
import type { Policy } from '../../../theatre/screening/commands.ts';
import type { Booked } from '../../../theatre/screening/events.ts';
import type { PlanIndex, SeatId } from '../../../theatre/seating/plan.ts';

export interface SeatAnswer {
  readonly is: 'seat';
  readonly seatId: SeatId;
  readonly lines: readonly SeatLine[];
  readonly hesitation: SeatHesitation;
}

export interface ViewerAnswer {
  readonly is: 'viewer';
  readonly viewerId: string;
  readonly lines: readonly ViewerLine[];
}

export function seatAnswer(chronicle: Chronicle, seatId: SeatId, endsAt: number): SeatAnswer {
  return {
    is: 'seat',
    seatId,
    lines: seatStory(chronicle, seatId),
    hesitation: hesitationOver(chronicle, seatId, endsAt),
  };
}

export function viewerAnswer(chronicle: Chronicle, viewerId: string): ViewerAnswer {
  return { is: 'viewer', viewerId, lines: viewerStory(chronicle, viewerId) };
}

export function why(chronicle: Chronicle, viewerId: string, seatId: SeatId): WhyLost {
  return whyLost(chronicle, viewerId, seatId);
}

export interface Found {
  readonly seatIds: readonly SeatId[];
  readonly viewerIds: readonly string[];
}

const FOUND = 12;

/** A seat by its id; a viewer by name (`Amber Fox`), id, the reference of an order, or the customer's own name. */
export function find(chronicle: Chronicle, index: PlanIndex | undefined, text: string): Found {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return { seatIds: [], viewerIds: [] };
  const seatIds: SeatId[] = [];
  for (const seatId of index?.byId.keys() ?? []) {
    if (seatId.toLowerCase() === wanted) seatIds.unshift(seatId);
    else if (seatId.toLowerCase().startsWith(wanted) && seatIds.length < FOUND) seatIds.push(seatId);
  }
  const viewerIds: string[] = [];
  for (const viewerId of chronicle.viewerIds()) {
    if (viewerIds.length >= FOUND) break;
    if (`${namesOf(viewerId)}\n${viewerId}\n${boughtBy(chronicle, viewerId)}`.toLowerCase().includes(wanted)) {
      viewerIds.push(viewerId);
    }
  }
  return { seatIds: seatIds.slice(0, FOUND), viewerIds };
}

/** In every language: who looks may have been told in another. */
function namesOf(viewerId: string): string {
  return languages.map((language) => catalogueOf(language).viewers.name(viewerId)).join('\n');
}

/** Since customers are sealed a night has no names; earlier ones have. */
const nameIn = ({ customer }: Booked) => ('name' in customer ? customer.name : '');

function boughtBy(chronicle: Chronicle, viewerId: string): string {
  return chronicle
    .viewer(viewerId)
    .flatMap((entry) => (entry.kind === 'bought' ? [`${entry.event.order} ${nameIn(entry.event)}`] : []))
    .join('\n');
}

export interface Insights {
  /** From 1, hardly any hesitation, to 5, the most there was. Seats without any are missing. */
  readonly heat: readonly (readonly [SeatId, number])[];
  /** The seats that were most hesitated over, first the most. */
  readonly hottest: readonly SeatHesitation[];
  readonly journeys: Omit<Journeys, 'joiningToBuyingTimes'>;
  /** The busiest minute, by events that changed a seat. */
  readonly peak: { readonly at: number; readonly ledger: number } | undefined;
}

export function insights(chronicle: Chronicle, density: Density, endsAt: number): Insights {
  const seats = hesitation(chronicle, endsAt)
    .map((seat) => ({ seat, heat: heatOf(seat) }))
    .filter(({ heat }) => heat > 0)
    .sort((a, b) => b.heat - a.heat);
  const peak = density.peak((bar) => bar.ledger);
  const { joiningToBuyingTimes: _, ...journeys } = journeysOf(chronicle);
  return {
    // By rank and not by amount: a single fought-over seat must not pale all others.
    heat: seats.map(({ seat }, rank) => [seat.seatId, 5 - Math.floor((5 * rank) / seats.length)] as const),
    hottest: seats.slice(0, 8).map(({ seat }) => seat),
    journeys,
    peak: peak && { at: peak.at, ledger: peak.ledger },
  };
}

export type Limits = Partial<Pick<Policy, 'holdMs' | 'maxSeats'>>;

export interface Otherwise {
  readonly limits: Policy;
  readonly tried: Policy;
  readonly recorded: Course;
  readonly again: Course;
  readonly otherwise: Course;
  /** Seats that somebody else, or nobody, buys. */
  readonly seats: number;
  /** Seats that end as they did when decided again under that night's limits, of all: from 0 to 1. */
  readonly agreement: number;
  readonly commands: Pick<WhatIf['commands'], 'unknown'>;
}

export function otherwise(scenes: readonly Scene[], change: Limits): Otherwise {
  const answer = whatIf(scenes, change);
  const { limits, tried, recorded, again } = answer;
  const seats = answer.seats.length;
  return {
    limits,
    tried,
    recorded,
    again,
    otherwise: answer.otherwise,
    seats,
    agreement: answer.agreement,
    commands: { unknown: answer.commands.unknown },
  };
}
