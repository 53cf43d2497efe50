/**
 * What a ticket's QR code says: which seat of which screening, of which order, in which issue, and a signature that only
 * this house can make. Capital letters, digits, `.` and `-` alone: a QR code has a compact mode for these, and a scanner that
 * types like a keyboard can send them.
 *
 *     FH1.THE-TEMPEST-4F6A.7K3MXY2Q.C-B5.1.<103 signs of signature>
 */
import { sign, verify, type KeyObject } from 'node:crypto';
import type { SeatId } from '../seating/plan.ts';
import { fromBase32, toBase32 } from './base32.ts';

export interface Ticket {
  readonly screeningId: string;
  /** `XXXX-XXXX`. */
  readonly order: string;
  readonly seatId: SeatId;
  /** 1 at first, one more with each reprint. */
  readonly issue: number;
}

export type TicketProblem =
  /** No ticket of any kind. */
  | 'no-ticket'
  /** A ticket by its form, and not one that this house has signed. */
  | 'not-genuine'
  /** Of a form that this program does not know yet. */
  | 'newer-form';

const FORM = 'FH1';
const CODE =
  /^FH1\.([A-Z0-9-]{1,40})\.([0-9A-HJKMNP-TV-Z]{4})([0-9A-HJKMNP-TV-Z]{4})\.([A-Z]{1,4}-[A-Z]{1,2}[1-9]\d{0,2})\.([1-9]\d{0,5})\.([0-9A-HJKMNP-TV-Z]{103})$/;
const MOST_ISSUES = 999_999;

/** The code of a ticket. The same ticket has the same code, however often it is made. */
export function signTicket({ screeningId, order, seatId, issue }: Ticket, privateKey: KeyObject): string {
  const said = [FORM, screeningId.toUpperCase(), order.replace('-', ''), seatId, issue].join('.');
  const code = `${said}.${toBase32(sign(null, Buffer.from(said), privateKey))}`;
  if (!CODE.test(code) || screeningId !== screeningId.toLowerCase() || issue > MOST_ISSUES) {
    throw new Error(`no ticket can say ${said}`);
  }
  return code;
}

/** What a code says, if this house has signed it: needs the public key and nothing else. Any text will do as a code. */
export function readTicket(
  code: string,
  publicKey: KeyObject,
): { readonly ticket: Ticket } | { readonly problem: TicketProblem } {
  const text = plain(code);
  const match = CODE.exec(text);
  if (!match) return { problem: problemOf(text) };
  const [, screeningId = '', orderHead = '', orderTail = '', seatId = '', issue = '', signature = ''] = match;
  const bytes = fromBase32(signature);
  const said = text.slice(0, text.lastIndexOf('.'));
  if (!bytes || !verify(null, Buffer.from(said), publicKey, bytes)) return { problem: 'not-genuine' };
  return {
    ticket: {
      screeningId: screeningId.toLowerCase(),
      order: `${orderHead}-${orderTail}`,
      seatId,
      issue: Number(issue),
    },
  };
}

/** Whether a text is meant as a ticket's code, rather than as something that a person typed. */
export function looksLikeTicket(text: string): boolean {
  return /^FH\d{1,3}\./.test(plain(text));
}

/** A scanner may add spaces around a code, and send small letters. Only ASCII, in which no other sign becomes a capital. */
function plain(code: string): string {
  const text = code.trim();
  return text.length <= 400 && /^[\x21-\x7e]*$/.test(text) ? text.toUpperCase() : '';
}

function problemOf(text: string): TicketProblem {
  const form = /^FH(\d{1,3})\./.exec(text)?.[1];
  if (form === undefined) return 'no-ticket';
  return Number(form) > 1 ? 'newer-form' : 'not-genuine';
}
