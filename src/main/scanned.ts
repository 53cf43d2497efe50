/** What a scanned ticket says of itself. It is only looked up by it: whether it is genuine is for the door to say. */
export interface ScannedTicket {
  /** `XXXX-XXXX`. */
  readonly order: string;
  readonly seatId: string;
  readonly issue: number;
}

const CODE = /^FH\d{1,3}\.[A-Z0-9-]{1,40}\.([0-9A-Z]{4})([0-9A-Z]{4})\.([A-Z]{1,4}-[A-Z]{1,2}\d{1,3})\.(\d{1,6})\./;

/** Undefined for what is no ticket's code. */
export function scanned(text: string): ScannedTicket | undefined {
  const found = CODE.exec(text.trim().toUpperCase());
  if (!found) return undefined;
  const [, head = '', tail = '', seatId = '', issue = ''] = found;
  return { order: `${head}-${tail}`, seatId, issue: Number(issue) };
}
