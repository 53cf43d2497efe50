/** Why an order was refunded: what somebody typed, or that its screening was cancelled. */
import type { Catalogue } from './catalogue/index.ts';

/** In the log of every refund of a cancelled screening. */
export const SCREENING_CANCELLED = 'screening cancelled';

export function refundReason(reason: string, texts: Catalogue): string {
  return reason === SCREENING_CANCELLED ? texts.afterSale.screeningCancelled : reason;
}
