import { pluralOf } from '../plural.ts';

const plural = pluralOf('en');

/** The bell, what only the desktop itself knows, and the figures beside the map. */
export const bell = {
  title: 'Notices',
  count: (count: number) => `${count} ${plural(count, { one: 'notice', other: 'notices' })}`,
  none: 'Nothing needs you.',
  since: (time: string) => `since ${time}`,
  over: 'Over',
  overAt: (time: string) => `over at ${time}`,
  close: 'Close',
  unheard: 'The server says nothing at the moment, so there may be more.',
  serverDown: 'The server is down: phones, search and door lists do not work',
  serverDownTodo: (problem: string) =>
    problem === ''
      ? 'It is started again by itself.'
      : `It is started again by itself. For whoever looks after this machine: ${problem}`,
};
