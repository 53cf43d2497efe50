/** The board, the panel beside it, and what goes in and out: saved to the log, written to a file, read from one. */
import { createMemo, createSignal, For, onCleanup, onMount, Show, type Component } from 'solid-js';
import { editPlan, type PlanEdit } from '../../../theatre/seating/edit-plan.ts';
import { beginWith, redo, replace, step, undo, type PlanHistory } from '../../../theatre/seating/plan-history.ts';
import { validatePlan } from '../../../theatre/seating/validate-plan.ts';
import { cursorAt, editFor, inSection, moved, shifted, within, type Cursor, type Step } from '../designer-model.ts';
import { fullHouse } from '../full-house.ts';
import { useKeys, type KeyBinding } from '../keys.ts';
import { planFaults, programmeProblem } from '../programme-words.ts';
import { texts } from '../texts.ts';
import type { Begun } from '../views/designer-view.tsx';
import { PlanBoard } from './plan-board.tsx';
import { PlanPanel } from './plan-panel.tsx';

/** What was drawn, for whoever comes back to it. */
const kept = new WeakMap<Begun, { readonly history: PlanHistory; readonly saved: Saved }>();

interface Saved {
  readonly plan: PlanHistory['plan'];
  readonly revision: number;
}

interface Told {
  readonly bad: boolean;
  readonly words: readonly string[];
}

export const DrawingBoard: Component<{ begun: Begun; onBack: () => void }> = (props) => {
  const words = () => texts().designer;
  const before = kept.get(props.begun);
  const [history, setHistory] = createSignal<PlanHistory>(before?.history ?? beginWith(props.begun.plan));
  const [saved, setSaved] = createSignal<Saved>(before?.saved ?? props.begun);
  onCleanup(() => kept.set(props.begun, { history: history(), saved: saved() }));
  const [cursor, setCursor] = createSignal<Cursor>(cursorAt({ section: 0, row: 0, column: 0 }));
  const [moving, setMoving] = createSignal(false);
  const [told, setTold] = createSignal<Told | undefined>(
    props.begun.told === undefined ? undefined : { bad: false, words: [props.begun.told] },
  );
  const [leaving, setLeaving] = createSignal(false);
  let focusBoard = (): void => undefined;
  onMount(() => focusBoard());

  const plan = () => history().plan;
  const problems = createMemo(() => {
    const checked = validatePlan(plan());
    return 'problems' in checked ? checked.problems : [];
  });
  const changed = () => plan() !== saved().plan || saved().revision === 0;
  const say = (bad: boolean, ...lines: string[]) => setTold({ bad, words: lines });
  const show = (next: PlanHistory) => {
    setHistory(next);
    setCursor((at) => within(next.plan, at));
  };
  const edit = (what: PlanEdit) => {
    setTold(undefined);
    const last = history();
    const next = step(last, what);
    if ('refused' in next) return say(true, words().refused[next.refused]);
    const more = next.plan.sections.length > last.plan.sections.length;
    show(next);
    if (more) setCursor(cursorAt({ section: next.plan.sections.length - 1, row: 0, column: 0 }));
    return undefined;
  };
  const save = async () => {
    if (problems().length > 0) return say(true, texts().programme.problems['bad-plan']);
    const drawn = plan();
    // Under another id it is another house, and new.
    const revision = drawn.id === saved().plan.id ? saved().revision : 0;
    const answer = await fullHouse.savePlan({ plan: JSON.stringify(drawn), revision });
    if (!answer.done) return say(true, programmeProblem(answer.problem));
    setSaved({ plan: drawn, revision: answer.value.revision });
    return say(false, words().saved(answer.value.revision));
  };
  const toFile = async () => {
    if (problems().length > 0) return say(true, texts().programme.problems['bad-plan']);
    const answer = await fullHouse.exportPlan({ plan: JSON.stringify(plan()) });
    if (!answer.done) return say(true, programmeProblem(answer.problem));
    return answer.value.path === undefined ? undefined : say(false, words().exported(answer.value.path));
  };
  const fromFile = async () => {
    const answer = await fullHouse.importPlan();
    if (!answer.done) return say(true, programmeProblem(answer.problem));
    const file = answer.value;
    if (file.is === 'broken') return say(true, words().broken[file.why], ...planFaults(file.problems));
    if (file.is === 'nothing') return undefined;
    show(replace(history(), file.plan));
    return say(false, words().imported(file.path));
  };
  const back = () => {
    if (document.activeElement?.closest('.plan-panel')) return focusBoard();
    if (moving()) return void setMoving(false);
    return changed() && history().past.length > 0 ? void setLeaving(true) : props.onBack();
  };
  const again = (key: string) => show(key === 'undo' ? undo(history()) : redo(history()));

  /** Keys of the board that are no edit of the plan; answers whether it was one. */
  const command = (key: string, ctrl: boolean): boolean => {
    const lower = key.toLowerCase();
    if (ctrl) {
      if (lower === 'z') again(key === 'Z' ? 'redo' : 'undo');
      else if (lower === 'y') again('redo');
      else if (lower === 's') void save();
      else return false;
      return true;
    }
    switch (key) {
      case 'u':
        again('undo');
        return true;
      case 'U':
      case 'y':
        again('redo');
        return true;
      case 'g':
        setMoving((is) => !is);
        return true;
      case 'Enter':
        if (!moving()) return false;
        setMoving(false);
        return true;
      case 'PageDown':
      case 'PageUp':
        setCursor((at) => inSection(plan(), at, key === 'PageDown' ? 1 : -1));
        return true;
      case 's':
        void save();
        return true;
      case 'o':
        void toFile();
        return true;
      case 'i':
        void fromFile();
        return true;
      default:
        return false;
    }
  };
  const key = (pressed: string, ctrl: boolean): boolean => {
    if (command(pressed, ctrl)) return true;
    const what = ctrl ? undefined : editFor(plan(), cursor(), pressed, words().newSection);
    if (!what) return false;
    edit(what);
    return true;
  };
  const arrow = (where: Step, extend: boolean) => {
    if (!moving()) return void setCursor((at) => moved(plan(), at, where, extend));
    const what = shifted(plan(), cursor(), where);
    return what && 'plan' in editPlan(plan(), what) ? edit(what) : undefined;
  };
  const listed = (
    caps: readonly { readonly cap: string; readonly name: keyof ReturnType<typeof words>['keys'] }[],
  ): KeyBinding[] => caps.map(({ cap, name }) => ({ keys: [], cap, does: words().keys[name] }));
  useKeys([
    ...listed([
      { cap: '← → ↑ ↓', name: 'move' },
      { cap: '⇧ ←', name: 'area' },
      { cap: 'PgUp PgDn', name: 'sections' },
      { cap: '1–9', name: 'paint' },
      { cap: '0', name: 'clear' },
      { cap: 'W', name: 'accessible' },
      { cap: 'M', name: 'companion' },
      { cap: 'V', name: 'restricted' },
      { cap: 'R', name: 'row' },
      { cap: 'C', name: 'column' },
      { cap: 'T', name: 'turn' },
      { cap: 'F', name: 'mirror' },
      { cap: 'G', name: 'grab' },
      { cap: 'N', name: 'addSection' },
      { cap: 'L', name: 'labels' },
      { cap: '+ −', name: 'curve' },
      { cap: 'P', name: 'focus' },
      { cap: 'U', name: 'undo' },
      { cap: 'S', name: 'save' },
      { cap: 'O', name: 'export' },
      { cap: 'I', name: 'import' },
      { cap: 'Tab', name: 'fields' },
    ]),
    { keys: ['Escape'], cap: 'Esc', does: words().keys.back, run: back, whileTyping: true },
  ]);
  const hints = () =>
    [
      ['1–9', 'paint'],
      ['0', 'clear'],
      ['W', 'accessible'],
      ['M', 'companion'],
      ['V', 'restricted'],
      ['R', 'row'],
      ['C', 'column'],
      ['N', 'addSection'],
      ['G', 'grab'],
      ['T', 'turn'],
      ['F', 'mirror'],
      ['+ −', 'curve'],
      ['P', 'focus'],
      ['U', 'undo'],
    ] as const;

  return (
    <main class="designer">
      <header>
        <button type="button" class="quiet" onClick={back}>
          ← {words().back} <kbd>Esc</kbd>
        </button>
        <h1>{plan().name}</h1>
        <p class="soft" id="plan-revision">
          {changed() ? words().unsaved : words().revision(saved().revision)}
        </p>
        <button type="button" class="push" onClick={() => void fromFile()}>
          {words().import} <kbd>I</kbd>
        </button>
        <button type="button" onClick={() => void toFile()}>
          {words().export} <kbd>O</kbd>
        </button>
        <button type="button" class="main" onClick={() => void save()}>
          {words().save} <kbd>S</kbd>
        </button>
      </header>
      <div class="told" role="status">
        <Show when={told()}>
          {(what) => (
            <div class="notice" classList={{ bad: what().bad }}>
              <For each={what().words}>{(line) => <p>{line}</p>}</For>
            </div>
          )}
        </Show>
        <Show when={props.begun.uses.length > 0}>
          <p class="uses soft">
            {props.begun.uses
              .map(({ revision, screenings }) =>
                revision === undefined ? words().usesOther(screenings) : words().uses(screenings, revision),
              )
              .join('; ')}
            . {words().usesKeep}
          </p>
        </Show>
      </div>
      <PlanBoard
        plan={plan()}
        cursor={cursor()}
        moving={moving()}
        onStep={arrow}
        onKey={key}
        onPoint={({ section, row, column }, extend) => {
          const same = extend && section === cursor().section;
          setCursor(same ? { section, row, column, anchor: cursor().anchor } : cursorAt({ section, row, column }));
          focusBoard();
        }}
        focus={(take) => (focusBoard = take)}
      />
      <PlanPanel plan={plan()} section={cursor().section} problems={problems()} onEdit={edit} />
      <p class="action-hints">
        <For each={hints()}>
          {([cap, name]) => (
            <span>
              <kbd>{cap}</kbd> {words().short[name]}
            </span>
          )}
        </For>
      </p>
      <Show when={leaving()}>
        <Leave
          onLeave={() => props.onBack()}
          onStay={() => {
            setLeaving(false);
            focusBoard();
          }}
        />
      </Show>
    </main>
  );
};

const Leave: Component<{ onLeave: () => void; onStay: () => void }> = (props) => {
  let dialog!: HTMLDialogElement;
  let left = false;
  const words = () => texts().designer;
  onMount(() => dialog.showModal());
  return (
    <dialog
      ref={(element) => (dialog = element)}
      class="screening-dialog"
      aria-labelledby="leave-title"
      onClose={() => (left ? props.onLeave() : props.onStay())}
    >
      <h1 id="leave-title">{words().leave}</h1>
      <p>{words().leaveDoes}</p>
      <form
        method="dialog"
        onSubmit={() => {
          left = true;
        }}
      >
        <div class="answers">
          <button type="submit" class="main grave" autofocus>
            {words().leaveYes} <kbd>Enter</kbd>
          </button>
          <button type="button" class="quiet" onClick={() => dialog.close()}>
            {words().leaveNo} <kbd>Esc</kbd>
          </button>
        </div>
      </form>
    </dialog>
  );
};
