import { createResource, createSignal, For, Match, onMount, Show, Switch, type Component } from 'solid-js';
import type { OperatorLine } from '../../../theatre/contract/ipc-till.ts';
import { fullHouse } from '../full-house.ts';
import { tillProblemWords } from '../house-words.ts';
import { useKeys } from '../keys.ts';
import { OperatorForm } from '../parts/operator-form.tsx';
import { isManager, session } from '../session.ts';
import { texts } from '../texts.ts';

type Doing =
  | { readonly is: 'list' }
  | { readonly is: 'add' }
  | { readonly is: 'change'; readonly operator: OperatorLine }
  | { readonly is: 'remove'; readonly operator: OperatorLine };

/** Who works here, and who may do what. */
export const PeopleView: Component<{ onBack: () => void }> = (props) => {
  const load = async (): Promise<readonly OperatorLine[]> => {
    const answer = await fullHouse.people();
    return answer.done ? answer.value : [];
  };
  const [people, { refetch }] = createResource(() => session().is, load, { initialValue: [] });
  const [doing, setDoing] = createSignal<Doing>({ is: 'list' });
  const [told, setTold] = createSignal('');
  const isFirst = () => session().is === 'open';
  let list: HTMLElement | undefined;
  const buttons = () => [...(list?.querySelectorAll<HTMLButtonElement>('.operators button') ?? [])];
  const focused = () => people().find(({ id }) => id === (document.activeElement as HTMLElement | null)?.dataset['id']);
  const move = (by: number) => {
    const all = buttons();
    const at = all.findIndex((button) => button === document.activeElement);
    all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
  };
  const start = (what: Doing) => {
    if (isFirst() || !isManager()) return;
    setTold('');
    setDoing(what);
  };
  const back = () => (doing().is === 'list' ? props.onBack() : toList());
  const toList = (said = '') => {
    setDoing({ is: 'list' });
    setTold(said);
    void Promise.resolve(refetch()).then(() => queueMicrotask(() => buttons()[0]?.focus()));
  };
  useKeys(() => [
    { keys: ['Escape'], cap: 'Esc', does: texts().people.back, run: back, whileTyping: true },
    { keys: ['ArrowDown'], cap: '↓', does: texts().people.keyNext, run: () => move(1) },
    { keys: ['ArrowUp'], cap: '↑', does: texts().people.keyPrevious, run: () => move(-1) },
    { keys: ['Enter'], cap: 'Enter', does: texts().people.keyChange },
    { keys: ['n'], cap: 'N', does: texts().people.add, run: () => start({ is: 'add' }) },
    {
      keys: ['Delete', 'x'],
      cap: 'X',
      does: texts().people.remove,
      run: () => {
        const operator = focused();
        if (operator) start({ is: 'remove', operator });
      },
    },
  ]);
  onMount(() => queueMicrotask(() => buttons()[0]?.focus()));

  const part = <T extends Doing['is']>(is: T): Extract<Doing, { is: T }> | undefined => {
    const now = doing();
    return now.is === is ? (now as Extract<Doing, { is: T }>) : undefined;
  };
  return (
    <main class="people" ref={(element) => (list = element)}>
      <header>
        <button type="button" class="quiet" onClick={back}>
          ← {texts().people.back} <kbd>Esc</kbd>
        </button>
        <h1>{isFirst() ? texts().people.firstTitle : texts().people.title}</h1>
        <Show when={!isFirst() && isManager() && doing().is === 'list'}>
          <button type="button" class="main push" onClick={() => start({ is: 'add' })}>
            {texts().people.add} <kbd>N</kbd>
          </button>
        </Show>
      </header>
      <Switch>
        <Match when={isFirst()}>
          <p class="why">{texts().people.firstWhy}</p>
          {/* They are signed in before this is answered, and may be adding the next one already. */}
          <OperatorForm
            first
            onDone={(name) => doing().is === 'list' && toList(texts().people.added(name))}
            onBack={props.onBack}
          />
        </Match>
        <Match when={part('add')}>
          <OperatorForm onDone={(name) => toList(texts().people.added(name))} onBack={() => toList()} />
        </Match>
        <Match when={part('change')} keyed>
          {({ operator }) => (
            <OperatorForm
              operator={operator}
              onDone={(name) => toList(texts().people.changed(name))}
              onBack={() => toList()}
            />
          )}
        </Match>
        <Match when={part('remove')} keyed>
          {({ operator }) => (
            <Remove
              operator={operator}
              onDone={() => toList(texts().people.removed(operator.name))}
              onBack={() => toList()}
            />
          )}
        </Match>
        <Match when={part('list')}>
          <div class="people-list">
            <p class="soft" role="status">
              {told() === '' && !isManager() ? texts().people.onlyManagers : told()}
            </p>
            <ul class="operators rows">
              <For each={people()}>
                {(operator) => (
                  <li>
                    <button type="button" data-id={operator.id} onClick={() => start({ is: 'change', operator })}>
                      <span class="number soft">{operator.number}</span>
                      <b>{operator.name}</b>
                      <span>{texts().roles[operator.role]}</span>
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </div>
        </Match>
      </Switch>
    </main>
  );
};

const Remove: Component<{ operator: OperatorLine; onDone: () => void; onBack: () => void }> = (props) => {
  const [problem, setProblem] = createSignal<string>();
  let button!: HTMLButtonElement;
  onMount(() => button.focus());
  const remove = async () => {
    const answer = await fullHouse.removeOperator({ operatorId: props.operator.id });
    if (answer.done) props.onDone();
    else setProblem(tillProblemWords(answer.problem));
  };
  return (
    <section class="ask" role="alertdialog" aria-label={texts().people.remove}>
      <p class="large">{texts().people.removeAsk(props.operator.name)}</p>
      <div class="actions">
        <button type="button" class="main" ref={(element) => (button = element)} onClick={() => void remove()}>
          {texts().people.removeYes} <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={() => props.onBack()}>
          {texts().people.cancel} <kbd>Esc</kbd>
        </button>
      </div>
      <div class="told" role="alert">
        <Show when={problem()}>{(words) => <p class="notice bad">{words()}</p>}</Show>
      </div>
    </section>
  );
};
