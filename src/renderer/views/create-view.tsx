import { createMemo, createSignal, For, onMount, Show, type Component } from 'solid-js';
import { formats, parseMoney, typedMoney } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { beginning, houses, isSelling } from '../house.ts';
import { useKeys } from '../keys.ts';
import { Field } from '../parts/field.tsx';
import { PatronLink } from '../parts/patron-link.tsx';
import { texts } from '../texts.ts';
import { isDone, keysWaitFor } from '../typeahead.ts';
import { problemWords } from '../words.ts';

export interface CreateViewProps {
  readonly onSell: (screeningId: string) => void;
  readonly onBack: () => void;
}

interface Created {
  readonly screeningId: string;
  readonly title: string;
  readonly startsAt: string;
}

/** A new screening: what, where, when and for how much; then where patrons find it. */
export const CreateView: Component<CreateViewProps> = (props) => {
  const [created, setCreated] = createSignal<Created>();
  useKeys(() => [
    {
      keys: ['Escape'],
      cap: 'Esc',
      does: texts().selling.backToScreenings,
      run: () => props.onBack(),
      whileTyping: true,
    },
  ]);
  return (
    <main class="create">
      <header>
        <button type="button" class="quiet" onClick={() => props.onBack()}>
          ← {texts().selling.screenings} <kbd>Esc</kbd>
        </button>
        <h1>{created() ? texts().creating.isOpen : texts().creating.heading}</h1>
      </header>
      <Show when={created()} fallback={<Form onCreated={setCreated} />}>
        {(screening) => (
          <div class="created">
            <p class="large">{screening().title}</p>
            <p class="soft">{formats().evening(Date.parse(screening().startsAt))}</p>
            <PatronLink screeningId={screening().screeningId} />
            <SellNow onSell={() => props.onSell(screening().screeningId)} />
          </div>
        )}
      </Show>
    </main>
  );
};

const SellNow: Component<{ onSell: () => void }> = (props) => {
  let button!: HTMLButtonElement;
  onMount(() => button.focus());
  return (
    <button type="button" class="main" ref={(element) => (button = element)} onClick={() => props.onSell()}>
      {texts().creating.sellNow} <kbd>Enter</kbd>
    </button>
  );
};

const Form: Component<{ onCreated: (created: Created) => void }> = (props) => {
  const currency = () => beginning()?.currency ?? 'EUR';
  const [title, setTitle] = createSignal('');
  const [houseId, setHouseId] = createSignal(houses()[0]?.id ?? '');
  const [start, setStart] = createSignal(nextEvening(new Date()));
  /** What was typed over the house's own prices. */
  const [typed, setTyped] = createSignal<Readonly<Record<string, string>>>({});
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  let form!: HTMLFormElement;
  onMount(() => form.querySelector<HTMLInputElement>('input[name=title]')?.focus());

  const house = createMemo(() => houses().find(({ id }) => id === houseId()));
  const priceText = (id: string) => typed()[id] ?? typedMoney(house()?.prices[id] ?? 0, currency());
  const startsAt = () => new Date(start());
  const faults = createMemo((): Readonly<Record<string, string>> => {
    const found: Record<string, string> = {};
    if (title().trim() === '') found['title'] = texts().creating.titleMissing;
    if (Number.isNaN(startsAt().getTime())) found['start'] = texts().creating.startMissing;
    for (const { id } of house()?.categories ?? []) {
      if (parseMoney(priceText(id), currency()) === undefined) found[`price-${id}`] = texts().creating.priceWrong;
    }
    return found;
  });
  const fault = (name: string) => (tried() ? faults()[name] : undefined);
  const isPast = () => startsAt().getTime() < Date.now();

  const create = async () => {
    setTried(true);
    setProblem(undefined);
    const [first] = Object.keys(faults());
    if (first !== undefined) return form.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
    const prices = Object.fromEntries(
      (house()?.categories ?? []).map(({ id }) => [id, parseMoney(priceText(id), currency()) ?? 0]),
    );
    const asked = { title: title().trim(), house: houseId(), startsAt: startsAt().toISOString(), prices };
    setBusy(true);
    const answer = await keysWaitFor(() => fullHouse.createScreening(asked), isDone);
    setBusy(false);
    if (answer.done) return props.onCreated({ ...answer.value, title: asked.title, startsAt: asked.startsAt });
    return setProblem(problemWords(answer.problem));
  };
  return (
    <form
      ref={(element) => (form = element)}
      class="create-form"
      aria-label={texts().creating.heading}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy() && isSelling()) void create();
      }}
    >
      <Field
        wide
        label={texts().creating.title}
        name="title"
        most={120}
        value={title()}
        fault={fault('title')}
        onInput={setTitle}
      />
      <label>
        <span>{texts().creating.house}</span>
        <select name="house" value={houseId()} onChange={(event) => setHouseId(event.currentTarget.value)}>
          <For each={houses()}>
            {({ id, name, capacity }) => (
              <option value={id} selected={id === houseId()}>
                {texts().creating.houseOf(name, texts().seats.count(capacity))}
              </option>
            )}
          </For>
        </select>
      </label>
      <Field
        label={texts().creating.starts}
        name="start"
        kind="moment"
        value={start()}
        fault={fault('start')}
        hint={isPast() ? texts().creating.past : undefined}
        onInput={setStart}
      />
      <fieldset class="wide prices">
        <legend>{texts().creating.pricesIn(currency())}</legend>
        <For each={house()?.categories ?? []}>
          {({ id, name }) => (
            <Field
              label={name}
              name={`price-${id}`}
              kind="money"
              most={12}
              value={priceText(id)}
              fault={fault(`price-${id}`)}
              onInput={(price) => setTyped({ ...typed(), [id]: price })}
            />
          )}
        </For>
      </fieldset>
      <div class="wide">
        <button type="submit" class="main" aria-disabled={busy() || !isSelling()}>
          {busy() ? texts().creating.opening : texts().creating.open} <kbd>Enter</kbd>
        </button>
        <Show when={!isSelling()}>
          <p class="soft">{texts().creating.notConnected}</p>
        </Show>
      </div>
      <div class="told wide" role="alert">
        <Show when={problem()}>{(words) => <p class="notice bad">{words()}</p>}</Show>
      </div>
    </form>
  );
};

/** Today or tomorrow at half past seven, whichever is still to come, as a field for local times has it. */
function nextEvening(now: Date): string {
  const evening = new Date(now);
  evening.setHours(19, 30, 0, 0);
  if (evening <= now) evening.setDate(evening.getDate() + 1);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${evening.getFullYear()}-${two(evening.getMonth() + 1)}-${two(evening.getDate())}T19:30`;
}
