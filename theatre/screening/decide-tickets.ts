/** The part of `decide` that is about tickets: making them out, and letting them in. */
import type { Admit, Decision, IssueTickets, Rejection } from './commands.ts';
import { standing } from './decide-order.ts';
import { unobstructed } from './obstacle.ts';
import { accept, commonOf, reject } from './outcome.ts';
import { ticketIssue, type ScreeningState } from './state.ts';

/** Once for the seats that an order has; again only as a reprint. After an exchange they are other seats. */
export function issueTickets(state: ScreeningState, command: IssueTickets): Decision | Rejection {
  const order = standing(state, command);
  if ('rejected' in order) return order;
  if (order.ticketed && !command.reprint) return accept();
  const common = commonOf(command, order.viewerId);
  return accept({ ...common, type: 'ticketed', order: order.order, issue: order.issue + 1 });
}

export function admit(state: ScreeningState, command: Admit): Decision | Rejection {
  const order = standing(state, command);
  if ('rejected' in order) return order;
  const { seatId, door, issue = ticketIssue(order) } = command;
  const seats = [unobstructed(seatId)];
  if (!order.seatIds.includes(seatId)) return reject('not-in-order', seats);
  if (order.payment === 'due') return reject('payment-due');
  if (issue !== ticketIssue(order)) return reject('ticket-superseded', seats);
  const earlier = order.admitted[seatId];
  // The same scan, asked again because its answer was lost.
  if (earlier?.commandId === command.id) return accept();
  if (earlier) return { ...reject('already-admitted', seats), admitted: { at: earlier.at, door: earlier.door } };
  return accept({ ...commonOf(command), type: 'admitted', order: order.order, seatId, issue, door });
}
