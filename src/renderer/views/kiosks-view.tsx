import { createEffect, createSignal, Match, onCleanup, onMount, Show, Switch, type Component } from 'solid-js';
import type { KiosksView as State, MachineLine } from '../../../theatre/contract/ipc-kiosks.ts';
import type { Answer } from '../../../theatre/contract/ipc.ts';
import { fullHouse } from '../full-house.ts';
import { useKeys } from '../keys.ts';
import { Ask } from '../parts/ask.tsx';
import { JoinedHouse, OwnHouse } from '../parts/houses.tsx';
import { JoinForm } from '../parts/join-form.tsx';
import { LeaveForm } from '../parts/leave-form.tsx';
import { isManager, session } from '../session.ts';
import { texts } from '../texts.ts';
import { isPin, kiosksProblemWords } from '../kiosks-words.ts';

type Doing =
  | { readonly is: 'list' | 'close' | 'join' | 'leave' }
  | { readonly is: 'revoke'; readonly machine: MachineLine };
type Own = Extract<State, { is: 'own' }>;
type Joined = Extract<State, { is: 'joined' }>;

/** Other kiosks of this house, or the house of another that this one joined. */
export const KiosksView: Component<{ onBack: () => void }> = (props) => {
  const [state, setState] = createSignal<State>({ is: 'starting' });
  const [doing, setDoing] = createSignal<Doing>({ is: 'list' });
  const [told, setTold] = createSignal('');
  const [problem, setProblem] = createSignal<string>();
  onCleanup(fullHouse.on('kiosks', setState));
  onMount(() => void fullHouse.kiosks().then((answer) => answer.done && setState(answer.value)));
  let main!: HTMLElement;
  // Where what had the focus is gone, it is on the page: it is read aloud, and the arrow keys scroll it.
  createEffect(() => {
    doing();
    state();
    queueMicrotask(() => document.activeElement === document.body && main.focus());
  });
  const own = (): Own | undefined => {
    const now = state();
    return now.is === 'own' ? now : undefined;
  };
  const joined = (): Joined | undefined => {
    const now = state();
    return now.is === 'joined' ? now : undefined;
  };
  /** While the log is not there nobody can be asked who may. */
  const mayMove = () => isManager() || session().is === 'starting';
  const asksPin = () => !isManager() && (own() ?? joined())?.asksPin === true;
  const machines = () => [...main.querySelectorAll<HTMLButtonElement>('.machines button')];
  const move = (by: number) => {
    const all = machines();
    const at = all.findIndex((button) => button === document.activeElement);
    all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
  };
  const toList = (said = '') => {
    setDoing({ is: 'list' });
    setProblem(undefined);
    setTold(said);
  };
  const back = () => (doing().is === 'list' ? props.onBack() : toList());
  const start = (what: Doing) => {
    setProblem(undefined);
    setTold('');
    setDoing(what);
  };
  const run = async (call: Promise<Answer<null>>, said = '') => {
    setProblem(undefined);
    const answer = await call;
    if (answer.done) toList(said);
    else setProblem(kiosksProblemWords(answer.problem));
  };
  const leave = (pin: string | undefined) => {
    if (pin !== undefined && !isPin(pin)) setProblem(texts().kiosks.problems['needs-pin']);
    else void run(fullHouse.leaveHouse(pin === undefined ? {} : { pin }));
  };
  const focused = () =>
    own()?.machines.find(({ id }) => id === (document.activeElement as HTMLElement | null)?.dataset['id']);
  const revoke = (machine = focused()) => {
    if (machine && isManager()) start({ is: 'revoke', machine });
  };
  const listed = () => doing().is === 'list';
  const open = () => void (own()?.open === false && isManager() && run(fullHouse.openToKiosks()));
  const showCode = () => void (own()?.open === true && isManager() && run(fullHouse.newCode()));
  const join = () => void ((own() || joined()) && mayMove() && start({ is: 'join' }));
  useKeys(() => {
    const escape = { keys: ['Escape'], cap: 'Esc', does: texts().kiosks.back, run: back, whileTyping: true };
    if (!listed()) return [escape];
    return [
      escape,
      { keys: ['ArrowDown'], cap: '↓', does: texts().kiosks.keyNext, run: () => move(1) },
      { keys: ['ArrowUp'], cap: '↑', does: texts().kiosks.keyPrevious, run: () => move(-1) },
      { keys: ['o'], cap: 'O', does: texts().kiosks.open, run: open },
      { keys: ['n'], cap: 'N', does: texts().kiosks.newCode, run: showCode },
      { keys: ['Delete', 'x'], cap: 'X', does: texts().kiosks.keyRevoke, run: () => revoke() },
      { keys: ['j'], cap: 'J', does: texts().kiosks.join, run: join },
      {
        keys: ['l'],
        cap: 'L',
        does: texts().kiosks.leave,
        run: () => void (joined() && mayMove() && start({ is: 'leave' })),
      },
    ];
  });
  return (
    <main class="kiosks" ref={(element) => (main = element)} tabindex="-1">
      <header>
        <button type="button" class="quiet" onClick={back}>
          ← {texts().kiosks.back} <kbd>Esc</kbd>
        </button>
        <h1>{texts().kiosks.title}</h1>
        <Show when={listed() && own()?.open === true && own()?.code === undefined && isManager()}>
          <button type="button" class="main push" onClick={showCode}>
            {texts().kiosks.newCode} <kbd>N</kbd>
          </button>
        </Show>
      </header>
      <div class="kiosks-body">
        <div class="told" role="alert">
          <Show when={problem()}>{(words) => <p class="notice bad">{words()}</p>}</Show>
        </div>
        <Switch>
          <Match when={doing().is === 'join'}>
            <JoinForm name={own()?.name ?? joined()?.name ?? ''} asksPin={asksPin()} onBack={() => toList()} />
          </Match>
          <Match when={doing().is === 'close'}>
            <Ask
              label={texts().kiosks.close}
              question={texts().kiosks.closeAsk}
              yes={texts().kiosks.closeYes}
              no={texts().kiosks.cancel}
              onYes={() => void run(fullHouse.closeToKiosks())}
              onNo={() => toList()}
            />
          </Match>
          <Match when={doing().is === 'leave'}>
            <LeaveForm asksPin={asksPin()} onLeave={leave} onBack={() => toList()} />
          </Match>
          <Match when={revoking(doing())} keyed>
            {({ id, name }) => (
              <Ask
                label={texts().kiosks.revoke}
                question={texts().kiosks.revokeAsk(name)}
                more={texts().kiosks.revokeWhy}
                yes={texts().kiosks.revokeYes}
                no={texts().kiosks.cancel}
                onYes={() => void run(fullHouse.revokeKiosk({ id }), texts().kiosks.revoked(name))}
                onNo={() => toList()}
              />
            )}
          </Match>
          <Match when={state().is === 'starting'}>
            <p class="soft">{texts().kiosks.starting}</p>
          </Match>
          <Match when={state().is === 'elsewhere'}>
            <p>{texts().kiosks.elsewhere}</p>
          </Match>
          <Match when={joined()}>
            {(house) => (
              <JoinedHouse house={house()} may={mayMove()} onLeave={() => start({ is: 'leave' })} onJoin={join} />
            )}
          </Match>
          <Match when={own()}>
            {(house) => (
              <OwnHouse
                house={house()}
                told={told()}
                onOpen={open}
                onClose={() => start({ is: 'close' })}
                onEndCode={() => void run(fullHouse.endCode())}
                onRevoke={revoke}
                onJoin={join}
              />
            )}
          </Match>
        </Switch>
      </div>
    </main>
  );
};

const revoking = (doing: Doing): MachineLine | undefined => (doing.is === 'revoke' ? doing.machine : undefined);
