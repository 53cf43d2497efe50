import { For, type Component } from 'solid-js';
import type { TicketType } from '../../../theatre/screening/events.ts';
import { ticketTypes } from '../../../theatre/screening/price.ts';
import type { SeatId } from '../../../theatre/seating/plan.ts';
import { formats } from '../format.ts';
import type { Sale } from '../sale.ts';
import { typeOf } from '../sale-model.ts';
import { texts } from '../texts.ts';

/** The key of each ticket type, as clerks of many houses know them. */
export const TYPE_KEYS: Readonly<Record<TicketType, string>> = {
  full: 'f',
  concession: 'c',
  child: 'h',
  companion: 'k',
  comp: 'o',
};

/** One line a ticket: its seat, its type and its price. A type's key changes the one in focus, or else the next full one. */
export const Tickets: Component<{ sale: Sale }> = (props) => {
  const { sale } = props;
  const names = () => new Map(sale.whole.plan.categories.map(({ id, name }) => [id, name]));
  const price = (seatId: SeatId): string => {
    const found = sale.quoted()?.seats.find((seat) => seat.seatId === seatId);
    return found ? formats().money(found.price, sale.whole.currency) : '…';
  };
  const type = (seatId: SeatId) => texts().sale.types[typeOf(sale.types(), seatId)];
  return (
    <ul class="chips">
      <For each={sale.seats()}>
        {(seat) => (
          <li>
            <button
              type="button"
              data-ticket={seat.seatId}
              data-type={typeOf(sale.types(), seat.seatId)}
              aria-label={texts().sale.ticketLine(seat.seatId, type(seat.seatId), price(seat.seatId))}
              title={texts().sale.giveBackSeat(seat.seatId)}
              onClick={() => sale.toggle(seat.seatId)}
            >
              <b>{seat.seatId}</b> <span class="soft">{names().get(seat.category)}</span>{' '}
              <span class="type">{type(seat.seatId)}</span> <span class="number">{price(seat.seatId)}</span>{' '}
              <span aria-hidden="true">×</span>
            </button>
          </li>
        )}
      </For>
    </ul>
  );
};

/** The ticket types, each with its key. */
export const TypeBar: Component<{ onType: (type: TicketType) => void }> = (props) => (
  <div class="types" role="group" aria-label={texts().sale.typesLabel}>
    <For each={ticketTypes}>
      {(type) => (
        <button type="button" tabindex="-1" class="quiet" onClick={() => props.onType(type)}>
          {texts().sale.types[type]} <kbd>{TYPE_KEYS[type].toUpperCase()}</kbd>
        </button>
      )}
    </For>
  </div>
);
