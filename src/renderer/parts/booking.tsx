import { createEffect, createSignal, on, onMount, Show, type Component } from 'solid-js';
import type { WholeScreening } from '../../../theatre/contract/frame.ts';
import type { Request, Sale } from '../../../theatre/contract/ipc.ts';
import { countWords } from '../../../theatre/contract/words.ts';
import { formats } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { isSelling } from '../house.ts';
import type { ShownScreening } from '../screening-store.ts';
import { problemWords } from '../words.ts';

type Tender = Request<'book'>['tender'];

export interface SoldSale extends Sale {
  readonly name: string;
  readonly tender: Tender;
}

export interface BookingProps {
  readonly whole: WholeScreening;
  readonly shown: ShownScreening;
  readonly focus: (take: () => void) => void;
  readonly onBegin: () => void;
  readonly onSold: (sale: SoldSale) => void;
}

interface Doubt {
  readonly order: string;
  readonly seats: string;
  readonly name: string;
  readonly tender: Tender;
}

/** Who buys and how they pay. Nothing is called sold before the log has acknowledged it. */
export const Booking: Component<BookingProps> = (props) => {
  const [name, setName] = createSignal('');
  const [email, setEmail] = createSignal('');
  const [tender, setTender] = createSignal<Tender>('card');
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const [nameMissing, setNameMissing] = createSignal(false);
  const [emailWrong, setEmailWrong] = createSignal(false);
  /** Of a sale that nobody answered for: asked again under the same number, it cannot be sold twice. */
  const [unsettled, setUnsettled] = createSignal<Doubt>();
  let nameInput!: HTMLInputElement;
  let emailInput!: HTMLInputElement;

  const seatIds = () => (props.shown.hold?.seats ?? []).map(({ seatId }) => seatId);
  const possible = () => seatIds().length > 0 && isSelling() && props.shown.fresh;
  const whyNot = (): string => {
    if (!isSelling() || !props.shown.fresh) return 'log-unreachable';
    return 'nothing-selected';
  };
  onMount(() =>
    props.focus(() => {
      nameInput.focus();
      nameInput.select();
    }),
  );

  const sold = (sale: Sale, to: Pick<SoldSale, 'name' | 'tender'>) => {
    setUnsettled(undefined);
    setProblem(undefined);
    setName('');
    setEmail('');
    props.onSold({ order: sale.order, seatIds: sale.seatIds, total: sale.total, ...to });
  };
  // The log has said after all what became of a sale in doubt.
  createEffect(
    on(
      () => props.shown.settlement,
      (settlement) => {
        const doubt = unsettled();
        if (!settlement || settlement.order !== doubt?.order) return;
        if (settlement.sold) return sold(settlement, doubt);
        setUnsettled(undefined);
        return setProblem(`Order ${settlement.order} was not sold: the log has answered, and it is not in it.`);
      },
    ),
  );
  const book = async () => {
    const given = { name: name().trim(), email: email().trim() };
    props.onBegin();
    setProblem(undefined);
    setNameMissing(given.name === '');
    setEmailWrong(given.email !== '' && !emailInput.validity.valid);
    if (nameMissing()) return nameInput.focus();
    if (emailWrong()) return emailInput.focus();
    const wanted = seatIds();
    const again = unsettled();
    setBusy(true);
    const answer = await fullHouse.book({
      screeningId: props.whole.screeningId,
      seatIds: wanted,
      total: props.shown.hold?.total ?? 0,
      tender: tender(),
      name: given.name,
      ...(given.email === '' ? {} : { email: given.email }),
      ...(again?.seats === wanted.join() ? { order: again.order } : {}),
    });
    setBusy(false);
    if (answer.done) return sold(answer.value, { name: given.name, tender: tender() });
    const { order } = answer.problem;
    setUnsettled(order === undefined ? undefined : { order, seats: wanted.join(), name: given.name, tender: tender() });
    return setProblem(problemWords(answer.problem));
  };

  return (
    <form
      class="booking"
      aria-label="Booking"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (busy()) return;
        if (possible()) void book();
        else setProblem(problemWords({ reason: whyNot(), seats: [] }));
      }}
    >
      <label>
        <span>Name</span>
        <input
          ref={(element) => (nameInput = element)}
          type="text"
          name="name"
          maxLength={100}
          autocomplete="off"
          value={name()}
          aria-invalid={nameMissing()}
          aria-describedby="name-error"
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <span class="error" id="name-error">
          {nameMissing() ? 'Type the name for the order.' : ''}
        </span>
      </label>
      <label>
        <span>E-mail, if wanted</span>
        <input
          ref={(element) => (emailInput = element)}
          type="email"
          name="email"
          maxLength={254}
          autocomplete="off"
          value={email()}
          aria-invalid={emailWrong()}
          aria-describedby="email-error"
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
        <span class="error" id="email-error">
          {emailWrong() ? 'This is no e-mail address.' : ''}
        </span>
      </label>
      <fieldset>
        <legend>Payment</legend>
        <label>
          <input type="radio" name="tender" checked={tender() === 'card'} onChange={() => setTender('card')} /> Card
        </label>
        <label>
          <input type="radio" name="tender" checked={tender() === 'cash'} onChange={() => setTender('cash')} /> Cash
        </label>
      </fieldset>
      <div class="book">
        <button type="submit" class="main" aria-disabled={!possible() || busy()}>
          <Show when={seatIds().length > 0} fallback="Book">
            {busy()
              ? 'Booking …'
              : `Book ${countWords(seatIds().length)}, ${formats().money(props.shown.hold?.total ?? 0, props.whole.currency)}`}
          </Show>{' '}
          <kbd class="outside">B</kbd>
          <kbd class="inside">Enter</kbd>
        </button>
      </div>
      <div class="told" role="alert">
        <Show when={problem()}>{(words) => <p class="notice bad">{words()}</p>}</Show>
      </div>
    </form>
  );
};
