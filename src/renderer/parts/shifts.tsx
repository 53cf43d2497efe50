/** The shifts of a till: opening one, the one that is open, and those before it. */
import { createSignal, For, onMount, Show, type Component } from 'solid-js';
import type { ClosedShiftLine, OpenShiftView, TillView as Till } from '../../../theatre/contract/ipc-till.ts';
import { exampleMoney, formats, parseMoney, timeOn } from '../format.ts';
import { nameOf } from '../house-words.ts';
import { exactMoney, varianceWords } from '../report-words.ts';
import { texts } from '../texts.ts';
import { Field } from './field.tsx';

/** Opens a shift with what is in the drawer. */
export const OpenForm: Component<{
  currency: string;
  onOpen: (float: number) => Promise<unknown>;
}> = (props) => {
  const [typed, setTyped] = createSignal('');
  const [tried, setTried] = createSignal(false);
  let input!: HTMLInputElement;
  onMount(() => input.focus());
  const float = () => parseMoney(typed(), props.currency);
  const open = () => {
    setTried(true);
    const amount = float();
    if (amount === undefined) input.focus();
    else void props.onOpen(amount);
  };
  return (
    <section>
      <h2>{texts().till.noShift}</h2>
      <p>{texts().till.noShiftYet}</p>
      <form
        class="float-form"
        noValidate
        aria-label={texts().till.open}
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <Field
          ref={(element) => (input = element)}
          digits
          label={`${texts().till.float}, ${props.currency}`}
          name="float"
          kind="money"
          most={10}
          value={typed()}
          fault={tried() && float() === undefined ? texts().till.needAmount(exampleMoney(props.currency)) : undefined}
          onInput={setTyped}
        />
        <button type="submit" class="main">
          {texts().till.open} <kbd>Enter</kbd>
        </button>
      </form>
    </section>
  );
};

/** The shift that is open: cash that went in and out, and what can be done with it. */
export const OpenShift: Component<{
  till: Till;
  shift: OpenShiftView;
  onDo: (what: 'in' | 'out' | 'count') => void;
}> = (props) => {
  const money = (amount: number) => exactMoney(amount, props.shift.currency);
  return (
    <section class="open-shift">
      <h2>{texts().till.shiftOpen}</h2>
      <p class="large">
        {texts().till.opened(nameOf(props.till.names, props.shift.operator), timeOn(props.shift.openedAt, Date.now()))}
      </p>
      <p>
        {texts().till.float}: <b class="number">{money(props.shift.float)}</b>
      </p>
      <div class="actions shift-actions">
        <button type="button" onClick={() => props.onDo('in')}>
          {texts().till.payIn} <kbd>I</kbd>
        </button>
        <button type="button" onClick={() => props.onDo('out')}>
          {texts().till.payOut} <kbd>O</kbd>
        </button>
        <button type="button" class="main" onClick={() => props.onDo('count')}>
          {texts().till.close} <kbd>C</kbd>
        </button>
      </div>
      <h2>{texts().till.moves}</h2>
      <Show when={props.shift.moves.length > 0} fallback={<p class="soft">{texts().till.noMoves}</p>}>
        <ul class="moves">
          <For each={props.shift.moves}>
            {(move) => (
              <li>
                <time class="number soft">{timeOn(move.at, props.shift.openedAt)}</time>
                <span>{move.kind === 'in' ? texts().till.paidIn : texts().till.paidOut}</span>
                <span>{move.reason}</span>
                <span class="soft">{nameOf(props.till.names, move.by)}</span>
                <b class="number">{money(move.amount)}</b>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
};

/** Shifts of this till that are closed. */
export const Earlier: Component<{ till: Till; onShow: (line: ClosedShiftLine) => void }> = (props) => (
  <section class="earlier">
    <h2>{texts().till.earlier}</h2>
    <Show when={props.till.earlier.length > 0} fallback={<p class="soft">{texts().till.noneEarlier}</p>}>
      <ul>
        <For each={props.till.earlier}>
          {(line) => (
            <li>
              <button type="button" title={texts().till.keyReport} onClick={() => props.onShow(line)}>
                <span>
                  {formats().day(line.openedAt)}, {formats().time(line.openedAt)}–{timeOn(line.closedAt, line.openedAt)}
                </span>
                <span>{nameOf(props.till.names, line.operator)}</span>
                <span class="number">{varianceWords(line.variance, line.currency)}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Show>
  </section>
);
