import { createSignal, onMount, type Component } from 'solid-js';
import { instantOf, usualCollection } from '../counter-times.ts';
import { formats } from '../format.ts';
import type { Sale } from '../sale.ts';
import { texts } from '../texts.ts';
import { useWaiting } from '../typeahead.ts';
import { Field } from './field.tsx';

/** Keeps what is held for collection, unpaid: for whom and until when. */
export const Keep: Component<{ sale: Sale }> = (props) => {
  const { sale } = props;
  const startsAt = Date.parse(sale.shown.startsAt);
  const usual = usualCollection(Date.now(), startsAt);
  const [until, setUntil] = createSignal(usual === undefined ? '' : formats().time(usual));
  const [told, setTold] = createSignal(false);
  let name!: HTMLInputElement;
  let time!: HTMLInputElement;
  const collectBy = () => instantOf(until(), Date.now(), startsAt);
  const nameMissing = () => sale.buyer().name.trim() === '';
  onMount(() => name.focus());
  useWaiting({ asks: sale.unsure, ready: () => sale.problem() === undefined, does: sale.busy });
  const keep = async () => {
    setTold(true);
    const by = collectBy();
    if (nameMissing()) return name.focus();
    if (by === undefined) return time.select();
    await sale.sell({ tenders: [], change: 0, collectBy: by });
    return undefined;
  };
  return (
    <form
      class="keep"
      aria-label={texts().sale.keepTitle}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
      onKeyDown={(event) => {
        if (event.repeat && event.key === 'Enter') event.preventDefault();
      }}
    >
      <h2>{texts().sale.keepTitle}</h2>
      <Field
        ref={(element) => (name = element)}
        label={texts().sale.keepName}
        name="name"
        most={100}
        value={sale.buyer().name}
        fault={told() && nameMissing() ? texts().sale.keepNameMissing : undefined}
        onInput={(typed) => sale.setBuyer({ name: typed })}
      />
      <Field
        ref={(element) => (time = element)}
        label={texts().sale.until}
        name="until"
        kind="time"
        most={8}
        value={until()}
        fault={told() && collectBy() === undefined ? texts().sale.untilWrong : undefined}
        onInput={setUntil}
      />
      <button type="submit" class="main" aria-disabled={sale.busy()}>
        {texts().sale.keepThem(sale.seatIds().length, until())} <kbd>Enter</kbd>
      </button>
    </form>
  );
};
