import { createSignal, For, onMount, type Component } from 'solid-js';
import type { Minor } from '../../../theatre/screening/events.ts';
import { exactMoney } from '../report-words.ts';
import { texts } from '../texts.ts';

export interface CountFormProps {
  readonly currency: string;
  /** The largest first. */
  readonly units: readonly Minor[];
  readonly onCounted: (counted: { unit: number; count: number }[]) => Promise<unknown>;
  readonly onBack: () => void;
}

/** The blind count: how many of each coin and note there are. What should be there is not on this screen, nor known to it. */
export const CountForm: Component<CountFormProps> = (props) => {
  const [typed, setTyped] = createSignal<Readonly<Record<number, string>>>({});
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  let form!: HTMLFormElement;
  const inputs = () => [...form.querySelectorAll<HTMLInputElement>('input')];
  onMount(() => inputs()[0]?.focus());
  const textOf = (unit: Minor) => (typed()[unit] ?? '').trim();
  const countOf = (unit: Minor): number | undefined => {
    if (textOf(unit) === '') return 0;
    return /^\d{1,5}$/.test(textOf(unit)) ? Number(textOf(unit)) : undefined;
  };
  const total = () => props.units.reduce((sum, unit) => sum + unit * (countOf(unit) ?? 0), 0);
  const money = (amount: Minor) => exactMoney(amount, props.currency);
  const move = (by: number) => {
    const all = inputs();
    const at = all.findIndex((input) => input === document.activeElement);
    all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
  };
  const finish = async () => {
    const all = inputs();
    const at = all.findIndex((input) => input === document.activeElement);
    // Enter goes down the list; at its end, or on the button, it closes.
    if (at >= 0 && at < all.length - 1) return move(1);
    setTried(true);
    const wrong = props.units.findIndex((unit) => countOf(unit) === undefined);
    if (wrong >= 0) return all[wrong]?.focus();
    if (busy()) return undefined;
    setBusy(true);
    const counted = props.units.map((unit) => ({ unit, count: countOf(unit) ?? 0 })).filter(({ count }) => count > 0);
    await props.onCounted(counted);
    return setBusy(false);
  };
  return (
    <form
      ref={(element) => (form = element)}
      class="count-form"
      noValidate
      aria-label={texts().till.countTitle}
      onSubmit={(event) => {
        event.preventDefault();
        void finish();
      }}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        if (by === 0) return;
        event.preventDefault();
        move(by);
      }}
    >
      <h2 class="wide">{texts().till.countTitle}</h2>
      <p class="wide">{texts().till.countWhy}</p>
      <div class="counts-grid wide">
        <For each={props.units}>
          {(unit) => (
            <label class="count">
              <span class="number">{money(unit)}</span>
              <input
                type="text"
                inputmode="numeric"
                name={`count-${unit}`}
                class="number"
                maxLength={5}
                autocomplete="off"
                placeholder="0"
                value={typed()[unit] ?? ''}
                aria-label={texts().till.howMany(money(unit))}
                aria-invalid={countOf(unit) === undefined}
                onInput={(event) => setTyped({ ...typed(), [unit]: event.currentTarget.value })}
              />
              <b class="number">{money(unit * (countOf(unit) ?? 0))}</b>
            </label>
          )}
        </For>
      </div>
      <p class="large wide count-total">
        {texts().till.counted} <b class="number">{money(total())}</b>
      </p>
      <span class="error wide" role="alert">
        {tried() && props.units.some((unit) => countOf(unit) === undefined) ? texts().till.needCount : ''}
      </span>
      <div class="actions wide">
        <button type="submit" class="main" aria-disabled={busy()}>
          {busy() ? texts().till.closing : texts().till.close} <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={() => props.onBack()}>
          {texts().till.countAgain} <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
};
