/** What the window and its worker say to each other. */
import type { WholeScreening } from '../../../theatre/contract/frame.ts';
import type { WhyLost } from '../../../theatre/replay/why-lost.ts';
import type { SeatId } from '../../../theatre/seating/plan.ts';
import type { Grown, Picture } from './night-model.ts';
import type { Found, Insights, Limits, Otherwise, SeatAnswer, ViewerAnswer } from './night-questions.ts';

/** Each question with what it needs. */
export interface Questions {
  whole: object;
  picture: { readonly count: number };
  seat: { readonly seatId: SeatId };
  viewer: { readonly viewerId: string };
  find: { readonly text: string };
  why: { readonly viewerId: string; readonly seatId: SeatId };
  insights: object;
  'what-if': { readonly change: Limits };
}

export interface Answers {
  whole: WholeScreening | undefined;
  picture: Picture | undefined;
  seat: SeatAnswer;
  viewer: ViewerAnswer;
  find: Found;
  why: WhyLost;
  insights: Insights;
  'what-if': Otherwise;
}

type Question = { [N in keyof Questions]: { readonly is: N; readonly id: number } & Questions[N] }[keyof Questions];

/** `items` is a JSON list. */
export type Ask = { readonly is: 'add'; readonly items: string } | Question;

export type Reply =
  | { readonly is: 'ready' }
  | { readonly is: 'grown'; readonly grown: Grown }
  | { readonly is: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly is: 'answer'; readonly id: number; readonly fault: string };
