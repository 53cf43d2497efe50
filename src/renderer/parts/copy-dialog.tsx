import { createMemo, createSignal, For, Show, type Component } from 'solid-js';
import { MOST_COPIES } from '../../../theatre/contract/ipc-programme.ts';
import { formats } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { texts } from '../texts.ts';
import { daysLater, localInput, repeated, type Repeat } from '../week-model.ts';
import { aboutWords, type ScreeningQuestion } from './amend-dialogs.tsx';
import { Field } from './field.tsx';
import { ScreeningDialog } from './screening-dialog.tsx';

const SHOWN = 8;
const REPEATS: readonly Repeat[] = ['once', 'daily', 'weekly'];

/** The same screening at other times: tomorrow, every day for a week, every Friday for a season. */
export const CopyDialog: Component<ScreeningQuestion> = (props) => {
  const words = () => texts().programme;
  const [start, setStart] = createSignal(localInput(daysLater(Date.parse(props.screening.startsAt), 1)));
  const [repeat, setRepeat] = createSignal<Repeat>('once');
  const [times, setTimes] = createSignal('7');
  const [tried, setTried] = createSignal(false);
  /** Opened already, by a try that stopped half way. */
  const [opened, setOpened] = createSignal<readonly string[]>([]);
  const [some, setSome] = createSignal<string>();
  const first = () => new Date(start()).getTime();
  const number = () => (/^\d{1,3}$/.test(times().trim()) ? Number(times()) : 0);
  const faults = createMemo((): { readonly start?: string; readonly times?: string } => ({
    ...(Number.isNaN(first()) ? { start: words().faults.startsAt } : {}),
    ...(repeat() !== 'once' && (number() < 1 || number() > MOST_COPIES)
      ? { times: words().faults.times(MOST_COPIES) }
      : {}),
  }));
  const wanted = createMemo(() =>
    Object.keys(faults()).length > 0
      ? []
      : repeated(first(), repeat(), number()).filter((at) => !opened().includes(new Date(at).toISOString())),
  );
  const run = async () => {
    const all = wanted();
    const answer = await fullHouse.duplicateScreening({
      screeningId: props.screening.id,
      title: props.screening.title,
      startsAt: all.map((at) => new Date(at).toISOString()),
    });
    if (!answer.done || !answer.value.problem) return answer;
    setOpened([...opened(), ...answer.value.opened]);
    setSome(words().copy.some(answer.value.opened.length, all.length));
    return { done: false as const, problem: { seats: [], ...answer.value.problem } };
  };
  return (
    <ScreeningDialog
      heading={words().copy.heading}
      about={aboutWords(props.screening)}
      does={
        <>
          <Show when={some()}>{(said) => <p class="notice">{said()}</p>}</Show>
          <p>{words().copy.does(wanted().length)}</p>
          <ul class="times number">
            <For each={wanted().slice(0, SHOWN)}>{(at) => <li>{formats().evening(at)}</li>}</For>
            <Show when={wanted().length > SHOWN}>
              <li class="soft">{words().copy.more(wanted().length - SHOWN)}</li>
            </Show>
          </ul>
        </>
      }
      confirm={words().copy.confirm(wanted().length)}
      check={() => {
        setTried(true);
        return Object.keys(faults())[0];
      }}
      run={run}
      onClose={props.onClose}
    >
      <div class="fields">
        <Field
          wide
          label={words().fields.first}
          name="start"
          kind="moment"
          value={start()}
          fault={tried() ? faults().start : undefined}
          onInput={setStart}
        />
        <label>
          <span>{words().fields.every}</span>
          <select name="repeat" onChange={(event) => setRepeat(event.currentTarget.value as Repeat)}>
            <For each={REPEATS}>
              {(one) => (
                <option value={one} selected={one === repeat()}>
                  {words().repeat[one]}
                </option>
              )}
            </For>
          </select>
        </label>
        <Show when={repeat() !== 'once'}>
          <Field
            label={words().fields.times}
            name="times"
            kind="count"
            most={3}
            value={times()}
            fault={faults().times}
            onInput={setTimes}
          />
        </Show>
      </div>
    </ScreeningDialog>
  );
};
