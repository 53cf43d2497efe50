/** Everything that happened, by seat and by viewer: gathered once while a night is loaded, so that a question is a look. */
import type { Booked, LedgerEvent, LostSeat, Refused, Selection } from '../screening/events.ts';
import { get } from '../screening/persistent-map.ts';
import type { Hold } from '../screening/state.ts';
import { changedKeys } from '../screening/view.ts';
import type { SeatId } from '../seating/plan.ts';
import type { Scene } from './scene.ts';
import { lossOf, seatChanges, type Loss, type SeatChange } from './seat-change.ts';

/** When, and the place to seek to in order to see it. */
export interface When {
  readonly at: number;
  readonly count: number;
}

/** What happened to a seat, or who did not get it. `viewers` is how many were looking. */
export type SeatEntry = When & { readonly viewers: number } & (
    | { readonly kind: 'change'; readonly change: SeatChange }
    | { readonly kind: 'refusal'; readonly refusal: Refused; readonly lost: LostSeat }
  );

/** What became of an order. */
export type OrderEvent = Exclude<Extract<LedgerEvent, { readonly order: string }>, Booked>;

/** What a viewer did, was refused or lost, and when they came and went. */
export type ViewerEntry = When &
  (
    | { readonly kind: 'came' | 'went' }
    | { readonly kind: 'selection'; readonly event: Selection; readonly before: Hold | undefined }
    | { readonly kind: 'bought'; readonly event: Booked }
    | { readonly kind: 'order'; readonly event: OrderEvent }
    | { readonly kind: 'refusal'; readonly refusal: Refused }
    | { readonly kind: 'lost'; readonly seatId: SeatId; readonly why: Loss; readonly to: string | undefined }
  );

export class Chronicle {
  readonly #seats = new Map<SeatId, SeatEntry[]>();
  readonly #viewers = new Map<string, ViewerEntry[]>();

  add(scene: Scene): void {
    const { item, count } = scene;
    const { at } = item;
    switch (item.kind) {
      case 'presence':
        this.#presence(scene, { at, count });
        break;
      case 'refusal': {
        const refusal = item.event;
        const viewers = scene.after.presence.viewers.size;
        this.#ofViewer(refusal.viewerId).push({ at, count, kind: 'refusal', refusal });
        for (const lost of refusal.seats) {
          this.#ofSeat(lost.seatId).push({ at, count, viewers, kind: 'refusal', refusal, lost });
        }
        break;
      }
      case 'ledger':
        this.#ledger(scene, { at, count });
        break;
      default:
        item satisfies never;
    }
  }

  /** In the order in which it happened; empty for a seat that nobody ever touched. */
  seat(seatId: SeatId): readonly SeatEntry[] {
    return this.#seats.get(seatId) ?? [];
  }

  viewer(viewerId: string): readonly ViewerEntry[] {
    return this.#viewers.get(viewerId) ?? [];
  }

  /** Seats to which anything happened. */
  seatIds(): SeatId[] {
    return [...this.#seats.keys()];
  }

  /** Everybody who looked, tried or bought, in the order in which they first did. */
  viewerIds(): string[] {
    return [...this.#viewers.keys()];
  }

  #presence({ before, after }: Scene, when: When): void {
    for (const viewerId of changedKeys(before.presence.viewers, after.presence.viewers)) {
      const was = get(before.presence.viewers, viewerId) !== undefined;
      const is = get(after.presence.viewers, viewerId) !== undefined;
      if (was !== is) this.#ofViewer(viewerId).push({ ...when, kind: is ? 'came' : 'went' });
    }
  }

  #ledger(scene: Scene, when: When): void {
    const { item, before } = scene;
    if (item.kind !== 'ledger') return;
    const { event } = item;
    if (event.type === 'selection') {
      const hold = get(before.state.holds, event.viewerId);
      this.#ofViewer(event.viewerId).push({ ...when, kind: 'selection', event, before: hold });
    } else if (event.type === 'booked') this.#ofViewer(event.viewerId).push({ ...when, kind: 'bought', event });
    else if ('order' in event) {
      const buyer = get(before.state.orders, event.order)?.viewerId;
      if (buyer !== undefined) this.#ofViewer(buyer).push({ ...when, kind: 'order', event });
    }
    const viewers = scene.after.presence.viewers.size;
    for (const change of seatChanges(scene)) {
      this.#ofSeat(change.seatId).push({ ...when, viewers, kind: 'change', change });
      const why = lossOf(change);
      if (why === undefined || change.before.status !== 'held') continue;
      const { viewerId } = change.before;
      const other =
        'viewerId' in change.after && change.after.viewerId !== viewerId ? change.after.viewerId : undefined;
      this.#ofViewer(viewerId).push({ ...when, kind: 'lost', seatId: change.seatId, why, to: other });
    }
  }

  #ofSeat(seatId: SeatId): SeatEntry[] {
    let entries = this.#seats.get(seatId);
    if (!entries) this.#seats.set(seatId, (entries = []));
    return entries;
  }

  #ofViewer(viewerId: string): ViewerEntry[] {
    let entries = this.#viewers.get(viewerId);
    if (!entries) this.#viewers.set(viewerId, (entries = []));
    return entries;
  }
}

/** The chronicle of a night that is loaded. */
export function chronicleOf(scenes: Iterable<Scene>): Chronicle {
  const chronicle = new Chronicle();
  for (const scene of scenes) chronicle.add(scene);
  return chronicle;
}
