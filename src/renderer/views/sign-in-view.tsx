import { createEffect, createSignal, For, on, onMount, Show, type Component } from 'solid-js';
import type { Problem } from '../../../theatre/contract/ipc.ts';
import type { OperatorLine } from '../../../theatre/contract/ipc-till.ts';
import { timeLeft } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { tillProblemWords } from '../house-words.ts';
import { useNow } from '../now.ts';
import { session, letIn } from '../session.ts';
import { texts } from '../texts.ts';
import { isDone, keysWaitFor } from '../typeahead.ts';

/** All that a locked kiosk shows: first who it is, by a few letters or a number, then their PIN. */
export const SignInView: Component = () => {
  const last = () => {
    const now = session();
    return now.is === 'locked' ? now.last : undefined;
  };
  const [who, setWho] = createSignal<OperatorLine | undefined>(last());
  return (
    <main class="sign-in">
      <h1>{texts().people.locked}</h1>
      <Show when={who()} keyed fallback={<Find onFound={setWho} />}>
        {(operator) => <Pin operator={operator} onOther={() => setWho(undefined)} />}
      </Show>
    </main>
  );
};

const Find: Component<{ onFound: (operator: OperatorLine) => void }> = (props) => {
  const [typed, setTyped] = createSignal('');
  const [found, setFound] = createSignal<readonly OperatorLine[]>([]);
  const [at, setAt] = createSignal(0);
  const [asked, setAsked] = createSignal('');
  let input!: HTMLInputElement;
  onMount(() => input.focus());
  const look = async (wanted: string) => {
    const answer = await fullHouse.findOperator({ typed: wanted });
    if (!answer.done || wanted !== typed()) return;
    setFound(answer.value);
    setAsked(wanted.trim());
    setAt(0);
  };
  createEffect(on(typed, (wanted) => void look(wanted), { defer: true }));
  const take = async () => {
    const operator = await keysWaitFor(
      async () => {
        if (asked() !== typed().trim()) await look(typed());
        return found()[at()];
      },
      (one) => one !== undefined,
      'everything',
    );
    if (operator) props.onFound(operator);
  };
  return (
    <form
      aria-label={texts().people.signIn}
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <label>
        <span>{texts().people.who}</span>
        <input
          ref={(element) => (input = element)}
          type="text"
          name="who"
          maxLength={60}
          autocomplete="off"
          role="combobox"
          aria-expanded={found().length > 0}
          aria-controls="operators-found"
          aria-activedescendant={found()[at()] ? `found-${found()[at()]?.id}` : undefined}
          value={typed()}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
            if (by === 0) return;
            event.preventDefault();
            setAt(Math.max(0, Math.min(found().length - 1, at() + by)));
          }}
        />
      </label>
      <ul id="operators-found" role="listbox" aria-label={texts().people.found}>
        <For each={found()}>
          {(operator, index) => (
            <li
              role="option"
              id={`found-${operator.id}`}
              aria-selected={index() === at()}
              onClick={() => props.onFound(operator)}
            >
              <span class="number">{operator.number}</span> {operator.name}
            </li>
          )}
        </For>
      </ul>
      <p class="soft" role="status">
        {found().length === 0 && asked() !== '' ? texts().people.nobody : texts().people.whoHint}
      </p>
    </form>
  );
};

const Pin: Component<{ operator: OperatorLine; onOther: () => void }> = (props) => {
  const [pin, setPin] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  const now = useNow();
  let input!: HTMLInputElement;
  onMount(() => input.focus());
  const left = () => Math.max(0, (problem()?.until ?? 0) - now());
  const words = () => {
    const told = problem();
    if (!told) return undefined;
    if (left() > 0) return texts().people.waitFor(timeLeft(left()));
    // What it waited for is over.
    return told.reason === 'pin-wait' ? undefined : tillProblemWords(told);
  };
  const signIn = async () => {
    if (busy() || pin() === '') return;
    const tried = pin();
    setPin('');
    if (!/^\d{4,8}$/.test(tried)) {
      setProblem({ reason: 'wrong-pin', seats: [] });
      return;
    }
    setBusy(true);
    const operatorId = props.operator.id;
    const answer = await keysWaitFor(
      async () => {
        const answered = await fullHouse.signIn({ operatorId, pin: tried });
        if (answered.done) await letIn();
        return answered;
      },
      isDone,
      'everything',
    );
    setBusy(false);
    // When it is done this view goes.
    if (!answer.done) setProblem(answer.problem);
  };
  return (
    <form
      aria-label={texts().people.signIn}
      onSubmit={(event) => {
        event.preventDefault();
        void signIn();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        props.onOther();
      }}
    >
      <p class="large">{props.operator.name}</p>
      <label>
        <span>{texts().people.pin}</span>
        <input
          ref={(element) => (input = element)}
          type="password"
          name="pin"
          inputmode="numeric"
          maxLength={8}
          autocomplete="off"
          value={pin()}
          aria-label={texts().people.pinOf(props.operator.name)}
          aria-invalid={words() !== undefined}
          aria-describedby="pin-problem"
          onInput={(event) => setPin(event.currentTarget.value.replace(/\D/g, ''))}
        />
      </label>
      <p class="told" role="alert" id="pin-problem">
        <Show when={words()}>{(told) => <span class="notice bad">{told()}</span>}</Show>
      </p>
      <div class="actions">
        <button type="submit" class="main" aria-disabled={busy()}>
          {busy() ? texts().people.checking : texts().people.signIn} <kbd>Enter</kbd>
        </button>
        <button type="button" class="quiet" onClick={() => props.onOther()}>
          {texts().people.other} <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
};
