/**
 * What is known of a sale that was begun, by its screening: the window shows one view at a time, and whoever looks at the till or
 * another screening in between finds the sale as it was left, for as long as the seats are held.
 */
import { createSignal } from 'solid-js';
import type { Voided } from '../../theatre/contract/ipc-sale.ts';
import type { SeatId } from '../../theatre/seating/plan.ts';
import type { Buyer, Doubt, Sold } from './sale.ts';
import type { TicketTypes } from './sale-model.ts';

export const nobody: Buyer = { name: '', email: '', promo: '', compReason: '', pin: '' };

export type SaleMemory = ReturnType<typeof newMemory>;

function newMemory() {
  const [types, setTypes] = createSignal<TicketTypes>({});
  const [buyer, setBuyer] = createSignal<Buyer>(nobody);
  const [sold, setSold] = createSignal<Sold>();
  const [voided, setVoided] = createSignal<Voided>();
  const [unsettled, setUnsettled] = createSignal<Doubt>();
  return {
    types,
    setTypes,
    buyer,
    setBuyer,
    sold,
    setSold,
    voided,
    setVoided,
    /** Of a sale that nobody answered for: asked again under the same number, it cannot be sold twice. */
    unsettled,
    setUnsettled,
    /** The seats that these tickets are for. */
    seats: [] as readonly SeatId[],
  };
}

const memories = new Map<string, SaleMemory>();

export function saleMemory(screeningId: string): SaleMemory {
  const known = memories.get(screeningId) ?? newMemory();
  memories.set(screeningId, known);
  return known;
}

/** What one operator had begun is no business of the next. */
export function forgetSales(): void {
  memories.clear();
}
