/** Why something about an order was not done, and what to do next. */
import type { Problem } from '../../../theatre/contract/ipc.ts';
import { texts } from '../texts.ts';
import { problemWords } from '../words.ts';

export function orderProblem(problem: Problem): string {
  const { afterSale } = texts();
  switch (problem.reason) {
    case 'locked':
      return afterSale.locked;
    case 'server-away':
      return afterSale.away;
    case 'unsettled':
      return afterSale.unsettled;
    case 'log-unreachable':
      return afterSale.noLog;
    case 'not-genuine':
      return afterSale.notGenuine;
    case 'unchecked':
      return afterSale.stillUnchecked;
    case 'newer-form':
      return afterSale.newerForm;
    case 'not-enough-seats':
      return afterSale.noBest;
    default:
      return problemWords(problem);
  }
}
