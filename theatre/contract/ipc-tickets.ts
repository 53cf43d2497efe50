/** What the window may ask about tickets: on paper, in a file, and on which printer. */
import { z } from 'zod';
import { order, screeningId } from './ipc-fields.ts';
import { paperNames, type Paper } from './papers.ts';

export const ticketRequests = {
  /** Makes an order's tickets out and prints them; as a reprint in place of those before, which are void then. */
  printTickets: z.strictObject({ screeningId, order, reprint: z.boolean() }),
  /** Makes them out and writes them to a PDF that the clerk chooses a place for. */
  saveTickets: z.strictObject({ screeningId, order }),
  printers: z.undefined(),
  /** For this kiosk from now on; null takes the system's own default. */
  choosePrinter: z.strictObject({ name: z.string().min(1).max(200).nullable(), paper: z.enum(paperNames) }),
} as const satisfies Record<string, z.ZodType>;

export interface TicketValues {
  /** `printed`: they came out, as far as the system knows; else it has them, and has not said more. */
  printTickets: { readonly printer: string; readonly issue: number; readonly printed: boolean };
  /** Undefined where the clerk chose no file. */
  saveTickets: { readonly path: string | undefined };
  printers: Printers;
  choosePrinter: Printers;
}

export interface Printers {
  readonly printers: readonly { readonly name: string; readonly title: string; readonly isDefault: boolean }[];
  /** As chosen on this kiosk; null for the system's default. */
  readonly chosen: string | null;
  readonly paper: Paper;
}
