/**
 * `npm run ticket -- verify CODE --key FILE` says what a ticket's code says and whether this house has signed it. It needs the
 * house's public key (`GET /api/tickets/key`) and no network. Whether the ticket is still good, the door alone knows.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readTicket, type TicketProblem } from '../theatre/ticket/code.ts';
import { readPublicKey } from '../theatre/ticket/keys.ts';

const USAGE = 'usage: npm run ticket -- verify CODE --key FILE';

const problems: Readonly<Record<TicketProblem, string>> = {
  'no-ticket': 'This is no ticket code.',
  'not-genuine': 'Not genuine: it was not signed with this key, or it was changed.',
  'newer-form': 'This code is of a newer form than this program knows. Update it.',
};

function keyIn(file: string) {
  const key = readPublicKey(readFileSync(file, 'utf8'));
  if (!key) throw new Error(`${file} is no public key of a house. Get it from its server: GET /api/tickets/key`);
  return key;
}

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { key: { type: 'string' } } });
  const [command, code, ...rest] = positionals;
  if (command !== 'verify' || code === undefined || rest.length > 0 || values.key === undefined) throw new Error(USAGE);
  const read = readTicket(code, keyIn(values.key));
  if ('ticket' in read) {
    const { screeningId, order, seatId, issue } = read.ticket;
    console.log(`Genuine: ${seatId} of ${screeningId}, order ${order}, issue ${issue}`);
  } else {
    console.error(problems[read.problem]);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
