/** Who may come in: the list at the door when nothing else works. Made from the database, so it needs no log. */
import type { BookedSeat, LedgerEvent, Minor, Person, Recorded, TicketType } from '../screening/events.ts';
import { values } from '../screening/persistent-map.ts';
import type { ScreeningState } from '../screening/state.ts';

export interface DoorTicket {
  readonly seatId: string;
  /** Name of its section. */
  readonly section: string;
  readonly row: string;
  /** Number in its row. */
  readonly seat: number;
  readonly ticketType: TicketType;
  readonly order: string;
  /** '' where none was given; null: erased. */
  readonly name: string | null;
  /** In minor units; 0 for one that is paid. */
  readonly due: Minor;
  readonly admitted?: { readonly at: number; readonly door: string };
}

export interface DoorList {
  readonly screening: {
    readonly id: string;
    readonly title: string;
    /** ISO 8601. */
    readonly startsAt: string;
    readonly house: string;
    readonly currency: string;
  };
  /** Epoch milliseconds at which the log was last heard; null while it is, and the list is of this moment. */
  readonly asOf: number | null;
  /** In the order of the plan. */
  readonly tickets: readonly DoorTicket[];
}

/** What was sold of one screening: its state, folded from these events. Holds are not in it. */
export interface Sold {
  readonly state: ScreeningState;
  readonly events: readonly Recorded<LedgerEvent>[];
  /** By order, those whose customer is known. */
  readonly people: ReadonlyMap<string, Person>;
}

/** A list of every seat that is sold now. */
export function doorListOf({ state, people }: Sold, asOf: number | null): DoorList {
  const sections = new Map(state.index.plan.sections.map(({ id, name }) => [id, name]));
  const sold = new Map<string, Omit<DoorTicket, 'section' | 'row' | 'seat'>>();
  for (const order of values(state.orders)) {
    for (const seat of order.seats) {
      sold.set(seat.seatId, {
        seatId: seat.seatId,
        ticketType: typeOf(seat),
        order: order.order,
        name: people.get(order.order)?.name ?? null,
        due: order.payment === 'paid' ? 0 : seat.price,
        ...admittedIn(order.admitted, seat.seatId),
      });
    }
  }
  const tickets = state.index.rows.flat().flatMap(({ id, sectionId, rowId, column }): DoorTicket[] => {
    const ticket = sold.get(id);
    return ticket ? [{ ...ticket, section: sections.get(sectionId) ?? sectionId, row: rowId, seat: column }] : [];
  });
  const { id, title, startsAt, index, currency } = state;
  return { screening: { id, title, startsAt, house: index.plan.name, currency }, asOf, tickets };
}

const typeOf = ({ ticketType = 'full' }: BookedSeat): TicketType => ticketType;

function admittedIn(
  admitted: Readonly<Record<string, { readonly at: number; readonly door: string }>>,
  seatId: string,
): Pick<DoorTicket, 'admitted'> {
  const found = admitted[seatId];
  return found ? { admitted: { at: found.at, door: found.door } } : {};
}

/** The same tickets as somebody looks for a person: by name as `locale` (BCP 47) sorts, then by order; those without a name last. */
export function byName(tickets: readonly DoorTicket[], locale: string): readonly DoorTicket[] {
  const { compare } = new Intl.Collator(locale);
  const compareNames = (a: DoorTicket, b: DoorTicket) =>
    a.name && b.name ? compare(a.name, b.name) : Number(!a.name) - Number(!b.name);
  return [...tickets].sort((a, b) => compareNames(a, b) || (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
}
