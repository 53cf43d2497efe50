import { pluralOf } from '../plural.ts';

const plural = pluralOf('en');
const seats = (count: number) => `${count} ${plural(count, { one: 'seat', other: 'seats' })}`;

/** What staff should know now, and what to do about it. `of` is a screening, as `screening` says it. */
export const notices = {
  screening: (title: string, start: string) => `${title}, ${start}`,
  nearlySoldOut: (of: string, left: number) => `${seats(left)} left: ${of}`,
  nearlySoldOutTodo: 'Think of the house seats: release those that nobody needs. Is a further screening possible?',
  soldOut: (of: string) => `Sold out: ${of}`,
  soldOutTodo: (held: number) =>
    held > 0
      ? `${seats(held)} on hold may come back. Start a waiting list, and release house seats that nobody needs.`
      : 'Start a waiting list, and release house seats that nobody needs.',
  salesSuspended: (of: string) => `Sales are paused: ${of}`,
  salesSuspendedTodo: (reason: string) =>
    `${reason} Run “npm run repair” on the server to see what differs; a manager decides what is true, then sales go on.`,
  refusalsRising: (of: string, perMinute: number) =>
    `${perMinute} ${plural(perMinute, { one: 'claim', other: 'claims' })} refused in a minute: ${of}`,
  refusalsRisingTodo:
    'Many want the same seats. Look at the map: close a block that one network keeps busy, or open another screening.',
  mailOff: 'Confirmations are not sent by e-mail',
  mailOffTodo:
    'No mail server is set up. Set SMTP_URL and FULL_HOUSE_MAIL_FROM and start the server again. Until then the order’s page is what patrons have.',
  mailFailing: (waiting: number) =>
    `The mail server takes nothing: ${waiting} ${plural(waiting, { one: 'mail waits', other: 'mails wait' })}`,
  mailFailingTodo: (problem: string) =>
    `The reason: ${problem}. Check SMTP_URL and the mail server. It is tried again by itself, and sales go on.`,
  mailUndelivered: (count: number) => `${count} ${plural(count, { one: 'mail', other: 'mails' })} may not have arrived`,
  mailUndeliveredTodo: (orders: string) =>
    `Find the order, check the address, and send the mail again or give the patron the order’s link: ${orders}.`,
  logUnreachable: 'The log cannot be reached: nothing is sold',
  logUnreachableTodo:
    'Check the network and nats-server. Patrons are asked to wait; everything goes on by itself once it is back.',
  logSlow: (seconds: string) => `The log takes ${seconds} seconds to answer`,
  logSlowTodo:
    'Every sale waits for it. Look at the disk and the load of the machine that keeps the log; end what else keeps it busy.',
  logBehind: (lag: number) =>
    `This server is ${lag} ${plural(lag, { one: 'message', other: 'messages' })} behind the log`,
  logBehindTodo: 'What screens show may be late. If it does not catch up within minutes, start this server again.',
  databaseBehind: (lag: number) =>
    `The database is ${lag} ${plural(lag, { one: 'message', other: 'messages' })} behind the log`,
  databaseBehindTodo: (problem?: string) =>
    problem === undefined
      ? 'Searches may miss the newest orders; sales are not affected. If it does not catch up, look at the disk, then at the server’s output.'
      : `Searches miss the newest orders; sales are not affected. It cannot be written: ${problem}. End whatever else has its file open, or make room on the disk. It catches up by itself.`,
  diskFilling: (free: string) => `The disk is filling: ${free} free`,
  diskFillingTodo: 'Make room on the disk of the data folder. When it is full, nothing can be sold.',
  logFilling: (percent: number) => `The log is ${percent} % full`,
  logFillingTodo:
    'When it is full, nothing can be sold. Archive past screenings with “npm run archive”, or give the stream more room.',
};
