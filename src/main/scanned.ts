import type { ScannedTicket } from '../../theatre/contract/ipc-orders.ts';

const CODE = /^FH\d{1,3}\.[A-Z0-9-]{1,40}\.([0-9A-Z]{4})([0-9A-Z]{4})\.([A-Z]{1,4}-[A-Z]{1,2}\d{1,3})\.(\d{1,6})\./;

/** What a ticket's code says of itself, forged or not; undefined for what is no ticket's code. */
export function scanned(text: string): Omit<ScannedTicket, 'check'> | undefined {
  const code = text.trim();
  const found = CODE.exec(code.toUpperCase());
  if (!found) return undefined;
  const [, head = '', tail = '', seatId = '', issue = ''] = found;
  return { order: `${head}-${tail}`, seatId, issue: Number(issue), code };
}
