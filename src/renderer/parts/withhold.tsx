import { createSignal, For, onMount, Show, type Component } from 'solid-js';
import type { WithheldNote } from '../../../theatre/contract/frame.ts';
import type { WithheldKind } from '../../../theatre/screening/events.ts';
import type { SeatId } from '../../../theatre/seating/plan.ts';
import { instantOf } from '../counter-times.ts';
import { formats } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import type { Sale } from '../sale.ts';
import { texts } from '../texts.ts';
import { keysWaitFor, useWaiting } from '../typeahead.ts';
import { noteWords } from '../withheld-words.ts';
import { Field } from './field.tsx';

const KINDS: readonly WithheldKind[] = ['house', 'kill'];

/** Takes the chosen seats off sale: as house seats or for good, why, and until when. */
export const Withhold: Component<{ sale: Sale; onDone: () => void }> = (props) => {
  const { sale } = props;
  const startsAt = Date.parse(sale.shown.startsAt);
  const [kind, setKind] = createSignal<WithheldKind>('house');
  const [reason, setReason] = createSignal('');
  const [release, setRelease] = createSignal('');
  const [told, setTold] = createSignal(false);
  let first!: HTMLInputElement;
  let time!: HTMLInputElement;
  const releaseAt = () => instantOf(release(), Date.now(), startsAt);
  const reasonMissing = () => reason().trim() === '';
  const releaseWrong = () => release().trim() !== '' && releaseAt() === undefined;
  onMount(() => first.focus());
  useWaiting({ asks: sale.unsure, ready: () => sale.problem() === undefined, does: () => false });
  const withhold = async () => {
    setTold(true);
    if (reasonMissing()) return first.focus();
    if (releaseWrong()) return time.select();
    const at = releaseAt();
    return keysWaitFor(async () => {
      const done = await sale.attempt(() =>
        fullHouse.withhold({
          screeningId: sale.whole.screeningId,
          seatIds: [...sale.seatIds()],
          kind: kind(),
          reason: reason().trim(),
          ...(at === undefined ? {} : { releaseAt: at }),
        }),
      );
      if (done === undefined) return false;
      await sale.emptied();
      sale.begin();
      props.onDone();
      return true;
    }, Boolean);
  };
  return (
    <form
      class="withhold"
      aria-label={texts().sale.withholdTitle(texts().seats.named(sale.seatIds(), 4))}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void withhold();
      }}
      onKeyDown={(event) => {
        if (event.repeat && event.key === 'Enter') event.preventDefault();
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        setKind((now) => (now === 'house' ? 'kill' : 'house'));
      }}
    >
      <h2>{texts().sale.withholdTitle(texts().seats.named(sale.seatIds(), 4))}</h2>
      <fieldset class="ways">
        <legend class="unseen">{texts().sale.kindLabel}</legend>
        <For each={KINDS}>
          {(one) => (
            <label>
              <input type="radio" name="kind" tabindex="-1" checked={kind() === one} onChange={() => setKind(one)} />
              {texts().sale.kinds[one]} <span class="soft">{texts().sale.kindHints[one]}</span>
            </label>
          )}
        </For>
        <span>
          <kbd>↑ ↓</kbd>
        </span>
      </fieldset>
      <Field
        ref={(element) => (first = element)}
        label={texts().sale.reason}
        name="reason"
        most={200}
        value={reason()}
        fault={told() && reasonMissing() ? texts().sale.reasonMissing : undefined}
        onInput={setReason}
      />
      <Field
        ref={(element) => (time = element)}
        label={`${texts().sale.release}: ${releaseAt() === undefined ? texts().sale.releaseNever : formats().time(releaseAt() ?? 0)}`}
        name="release"
        kind="time"
        most={8}
        placeholder={texts().sale.releaseHint}
        value={release()}
        fault={told() && releaseWrong() ? texts().sale.releaseWrong : undefined}
        onInput={setRelease}
      />
      <button type="submit" class="main">
        {texts().sale.withholdThem(sale.seatIds().length)} <kbd>Enter</kbd>
      </button>
    </form>
  );
};

/** Puts a withheld seat on sale again, or all that are withheld like it. */
export const ReleaseSeats: Component<{ sale: Sale; seatId: SeatId; onDone: () => void }> = (props) => {
  const { sale } = props;
  let button!: HTMLButtonElement;
  const note = (): WithheldNote | null => sale.shown.note[props.seatId] ?? null;
  const alike = () => {
    const is = note();
    return Object.entries(sale.shown.note).flatMap(([seatId, other]) =>
      is && other && same(is, other) ? [seatId] : [],
    );
  };
  onMount(() => button.focus());
  const release = async (seatIds: readonly SeatId[]) => {
    const { screeningId } = sale.whole;
    await keysWaitFor(async () => {
      const done = await sale.attempt(() => fullHouse.releaseSeats({ screeningId, seatIds: [...seatIds] }));
      if (done !== undefined) props.onDone();
      return done !== undefined;
    }, Boolean);
  };
  return (
    <div class="withhold" role="group" aria-label={texts().sale.releaseTitle(props.seatId)}>
      <h2>{texts().sale.releaseTitle(props.seatId)}</h2>
      <Show when={note()}>{(is) => <p>{noteWords(is())}</p>}</Show>
      <div class="buttons">
        <button
          ref={(element) => (button = element)}
          type="button"
          class="main"
          onClick={() => void release([props.seatId])}
        >
          {texts().sale.releaseOne} <kbd>Enter</kbd>
        </button>
        <Show when={alike().length > 1}>
          <button type="button" onClick={() => void release(alike())}>
            {texts().sale.releaseAll(alike().length)}
          </button>
        </Show>
      </div>
    </div>
  );
};

function same(one: WithheldNote, other: WithheldNote): boolean {
  return one.kind === other.kind && one.reason === other.reason && one.releaseAt === other.releaseAt;
}
