import { createSignal, onMount, type Component } from 'solid-js';
import type { TicketType } from '../../../theatre/screening/events.ts';
import { catalogueOf, languages } from '../../../theatre/contract/catalogue/index.ts';
import { ticketTypes } from '../../../theatre/screening/price.ts';
import type { SeatId } from '../../../theatre/seating/plan.ts';
import { readEntry, type TicketNames } from '../quick-entry.ts';
import type { Sale } from '../sale.ts';
import { texts } from '../texts.ts';
import { TYPE_KEYS } from './tickets.tsx';

export interface GoToProps {
  readonly sale: Sale;
  /** Seats were asked for: on to what is done with them. */
  readonly onAsked: () => void;
  readonly onRow: (seatId: SeatId) => void;
}

/** One field for a seat, a row or a party. */
export const GoTo: Component<GoToProps> = (props) => {
  const { sale } = props;
  const [text, setText] = createSignal('');
  const [unknown, setUnknown] = createSignal<string>();
  let input!: HTMLInputElement;
  onMount(() => input.focus());
  const go = () => {
    if (text().trim() === '') return input.focus();
    const entry = readEntry(text(), sale.whole.plan, names());
    switch (entry.is) {
      case 'unknown':
        setUnknown(entry.text);
        return input.select();
      case 'row': {
        const free = entry.seatIds.find((seatId) => sale.shown.status[seatId] === 'available') ?? entry.seatIds[0];
        return free === undefined ? undefined : props.onRow(free);
      }
      case 'seats':
        void sale.claim([...new Set([...sale.seatIds(), ...entry.seatIds])]);
        return props.onAsked();
      case 'party':
        void sale.best(entry.types.length, entry.types);
        return props.onAsked();
      default:
        return entry satisfies never;
    }
  };
  return (
    <form
      class="go-to"
      aria-label={texts().sale.goTo}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <label>
        <span>{texts().sale.goTo}</span>
        <input
          ref={(element) => (input = element)}
          type="text"
          name="go-to"
          maxLength={60}
          autocomplete="off"
          value={text()}
          aria-invalid={unknown() !== undefined}
          aria-describedby="go-to-hint"
          onInput={(event) => {
            setUnknown(undefined);
            setText(event.currentTarget.value);
          }}
        />
      </label>
      <p id="go-to-hint" class={unknown() === undefined ? 'soft' : 'error'} role="status">
        {unknown() === undefined ? texts().sale.goToHint : texts().sale.goToUnknown(unknown() ?? '')}
      </p>
      <button type="submit" class="main">
        {texts().sale.claimThem} <kbd>Enter</kbd>
      </button>
    </form>
  );
};

/** The types' keys, and their names in every language: who works here does not type by the screen's. */
function names(): TicketNames {
  const of = (type: TicketType): readonly string[] => [
    TYPE_KEYS[type],
    ...languages.flatMap((language) => catalogueOf(language).sale.typeNames[type].split(' ')),
  ];
  return Object.fromEntries(ticketTypes.map((type) => [type, of(type)])) as TicketNames & Record<TicketType, string[]>;
}
