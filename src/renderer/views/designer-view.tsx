import { createSignal, For, onMount, Show, type Component } from 'solid-js';
import type { HouseDetails } from '../../../theatre/contract/ipc-programme.ts';
import { newPlan } from '../../../theatre/seating/edit-plan.ts';
import type { SeatingPlan } from '../../../theatre/seating/plan.ts';
import { fullHouse } from '../full-house.ts';
import { houses } from '../house.ts';
import { useKeys } from '../keys.ts';
import { DrawingBoard } from '../parts/drawing-board.tsx';
import { planFaults, programmeProblem } from '../programme-words.ts';
import { texts } from '../texts.ts';
import { isDone, keysWaitFor } from '../typeahead.ts';

/** What is on the drawing board, and where it came from. */
export interface Begun {
  readonly plan: SeatingPlan;
  /** 0 for one that was not saved yet. */
  readonly revision: number;
  readonly uses: HouseDetails['uses'];
  /** Said at the beginning. */
  readonly told?: string;
}

/** Outlives the view: whoever looks at something else in between comes back to what they drew. */
const [begun, setBegun] = createSignal<Begun>();

/** Seating plans: first which one, then the board. */
export const DesignerView: Component<{ onBack: () => void }> = (props) => {
  return (
    <Show when={begun()} keyed fallback={<Choice onBegin={setBegun} onBack={() => props.onBack()} />}>
      {(found) => <DrawingBoard begun={found} onBack={() => setBegun(undefined)} />}
    </Show>
  );
};

const Choice: Component<{ onBegin: (begun: Begun) => void; onBack: () => void }> = (props) => {
  let list!: HTMLElement;
  const words = () => texts().designer;
  const [problem, setProblem] = createSignal<readonly string[]>();
  const buttons = () => [...list.querySelectorAll<HTMLButtonElement>('.house-list button')];
  const move = (by: number) => {
    const all = buttons();
    const at = all.findIndex((button) => button === document.activeElement);
    all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
  };
  const empty = () => {
    const { newHouse: house, newSection: section, newCategory: category } = words();
    props.onBegin({ plan: newPlan({ house, section, category }), revision: 0, uses: [] });
  };
  const open = async (houseId: string) => {
    // What is typed meanwhile is for the board.
    const answer = await keysWaitFor(() => fullHouse.readHouse({ houseId }), isDone);
    if (!answer.done) return setProblem([programmeProblem(answer.problem)]);
    const { plan, revision, uses } = answer.value;
    if (revision > 0) return props.onBegin({ plan, revision, uses });
    // One of the product stays as it is: a copy is drawn on.
    const taken = new Set(houses().map(({ id }) => id));
    const id = Array.from({ length: 99 }, (_, at) => `${plan.id}-${at + 2}`).find((free) => !taken.has(free));
    return props.onBegin({
      plan: { ...plan, id: id ?? plan.id, name: words().copyOf(plan.name) },
      revision: 0,
      uses: [],
    });
  };
  const fromFile = async () => {
    const answer = await fullHouse.importPlan();
    if (!answer.done) return setProblem([programmeProblem(answer.problem)]);
    const file = answer.value;
    if (file.is === 'broken') setProblem([words().broken[file.why], ...planFaults(file.problems)]);
    if (file.is !== 'plan') return undefined;
    const known = houses().find(({ id }) => id === file.plan.id);
    const revision = known?.revision ?? 0;
    return props.onBegin({ plan: file.plan, revision, uses: [], told: words().imported(file.path) });
  };
  useKeys([
    { keys: ['ArrowDown'], cap: '↓', does: words().keys.move, run: () => move(1) },
    { keys: ['ArrowUp'], cap: '↑', does: words().keys.move, run: () => move(-1) },
    { keys: ['Enter'], cap: 'Enter', does: words().keys.open },
    { keys: ['n'], cap: 'N', does: words().keys.empty, run: empty },
    { keys: ['i'], cap: 'I', does: words().keys.import, run: () => void fromFile() },
    { keys: ['Escape'], cap: 'Esc', does: words().keys.back, run: () => props.onBack() },
  ]);
  onMount(() => buttons()[0]?.focus());
  return (
    <main class="houses" ref={(element) => (list = element)}>
      <header>
        <button type="button" class="quiet" onClick={() => props.onBack()}>
          ← {texts().programme.screenings} <kbd>Esc</kbd>
        </button>
        <h1>{words().heading}</h1>
        <button type="button" class="push" onClick={() => void fromFile()}>
          {words().fromFile} <kbd>I</kbd>
        </button>
        <button type="button" class="main" onClick={empty}>
          {words().empty} <kbd>N</kbd>
        </button>
      </header>
      <p class="soft">{words().choose}</p>
      <div class="told" role="alert">
        <Show when={problem()}>
          {(lines) => (
            <div class="notice bad">
              <For each={lines()}>{(line) => <p>{line}</p>}</For>
            </div>
          )}
        </Show>
      </div>
      <ul class="house-list rows">
        <For each={houses()}>
          {(house) => (
            <li>
              <button type="button" data-house={house.id} onClick={() => void open(house.id)}>
                <b>{house.name}</b>
                <span class="soft number">{house.id}</span>
                <span class="number">{words().seats(house.capacity)}</span>
                <span class="soft">{house.revision === 0 ? words().shipped : words().revision(house.revision)}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </main>
  );
};
