import { createEffect, createMemo, createRoot, createSignal, For, on, onCleanup, Show, type Component } from 'solid-js';
import type { StaffNotices } from '../../../theatre/contract/ipc-orders.ts';
import { noticeWords } from '../../../theatre/contract/notices.ts';
import { formats } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { status } from '../house.ts';
import { KeyHeight, useKeys } from '../keys.ts';
import { bellLines, newest, type BellLine } from '../orders/bell-model.ts';
import { isLocked } from '../session.ts';
import { texts, wording } from '../texts.ts';

const [notices, setNotices] = createSignal<StaffNotices>({ notices: [], resolved: [], reachable: true });

/** For as long as the page lives. */
export async function listenForNotices(): Promise<void> {
  fullHouse.on('notices', setNotices);
  const look = async () => {
    const answer = await fullHouse.beginNotices();
    if (answer.done) setNotices(answer.value);
  };
  createRoot(() =>
    // While it was locked nothing was told.
    createEffect(on(isLocked, (locked) => !locked && void look(), { defer: true })),
  );
  await look();
}

/** How many things staff should know of, in the line at the foot; F6 lists them. Nothing is ever put in anybody's way. */
export const Bell: Component<{ onHealth: () => void }> = (props) => {
  const [open, setOpen] = createSignal(false);
  const lines = createMemo(() => bellLines(notices(), status(), wording()));
  /** Id of the one that is said aloud, in whatever language the kiosk speaks now. */
  const [aloud, setAloud] = createSignal('');
  let before: HTMLElement | null = null;
  createEffect((known: readonly BellLine[]) => {
    const now = lines();
    const fresh = newest(known, now);
    if (fresh) setAloud(fresh.id);
    return now;
  }, []);
  const toggle = () => {
    if (open()) return close();
    before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    return setOpen(true);
  };
  const close = () => {
    setOpen(false);
    before?.focus();
  };
  useKeys([
    {
      keys: ['F6'],
      cap: 'F6',
      get does() {
        return texts().bell.title;
      },
      run: toggle,
      whileTyping: true,
    },
  ]);
  return (
    <>
      <button
        type="button"
        class="quiet bell"
        data-level={lines()[0]?.level}
        aria-expanded={open()}
        aria-label={`${texts().bell.title}: ${lines().length > 0 ? texts().bell.count(lines().length) : texts().bell.none}`}
        onClick={toggle}
      >
        <span aria-hidden="true">
          {texts().bell.title} <b class="badge number">{lines().length}</b> <kbd>F6</kbd>
        </span>
      </button>
      <span class="unseen" role="status">
        {lines().find(({ id }) => id === aloud())?.title}
      </span>
      <Show when={open()}>
        <KeyHeight.Provider value={2}>
          <List
            lines={lines()}
            onClose={close}
            onHealth={() => {
              setOpen(false);
              props.onHealth();
            }}
          />
        </KeyHeight.Provider>
      </Show>
    </>
  );
};

const List: Component<{ lines: readonly BellLine[]; onClose: () => void; onHealth: () => void }> = (props) => {
  let heading!: HTMLHeadingElement;
  queueMicrotask(() => heading.focus());
  useKeys([
    {
      keys: ['Escape'],
      cap: 'Esc',
      get does() {
        return texts().bell.close;
      },
      run: () => props.onClose(),
      whileTyping: true,
    },
  ]);
  const outside = (event: MouseEvent) => {
    if (!(event.target instanceof Element) || !event.target.closest('.notices, .bell')) props.onClose();
  };
  document.addEventListener('mousedown', outside);
  onCleanup(() => document.removeEventListener('mousedown', outside));
  return (
    <section class="notices" aria-labelledby="notices-title">
      <h2 id="notices-title" tabindex="-1" ref={(element) => (heading = element)}>
        {texts().bell.title}
      </h2>
      <Show when={!notices().reachable}>
        <p class="soft">{texts().bell.unheard}</p>
      </Show>
      <ul tabindex="0" aria-label={texts().bell.title}>
        <For each={props.lines} fallback={<li class="soft">{texts().bell.none}</li>}>
          {(line) => (
            <li data-level={line.level}>
              <b>{line.title}</b>
              <Show when={line.since}>
                {(since) => <time class="soft number">{texts().bell.since(formats().time(since()))}</time>}
              </Show>
              <p>{line.todo}</p>
            </li>
          )}
        </For>
        <For each={notices().resolved.slice(0, 5)}>
          {({ notice, resolvedAt }) => (
            <li class="soft" data-level="over">
              <b>{noticeWords(notice, wording()).title}</b>
              <time class="number">{texts().bell.overAt(formats().time(resolvedAt))}</time>
            </li>
          )}
        </For>
      </ul>
      <p class="notices-acts">
        <button type="button" class="quiet" onClick={() => props.onHealth()}>
          {texts().health.open} <kbd>⇧F6</kbd>
        </button>
        <button type="button" class="quiet" onClick={() => props.onClose()}>
          {texts().bell.close} <kbd>Esc</kbd>
        </button>
      </p>
    </section>
  );
};
