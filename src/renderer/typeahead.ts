/**
 * Keys that come before the screen is ready for them: while a sum is not known yet, while a sale is on its way to the log.
 * They wait in their order and are pressed again when it is ready; where it came otherwise than the clerk thought they are
 * forgotten, for they were meant for something that is not there.
 */
import { createEffect, onCleanup } from 'solid-js';

/** Longer than this nothing is waited for: whoever presses Escape gets away at once … */
const LONG_MS = 1_000;
/** … and keys act as ever, whatever keeps the screen from being ready. */
const LONGEST_MS = 10_000;

interface Typed {
  readonly key: string;
  readonly shiftKey: boolean;
}

const waiting: Typed[] = [];
let holding = 0;
let holdingAll = 0;
let holdingDialog = 0;
let since = 0;
let pressing = false;

/** What waits: all that is typed but for the keys of other views, or those too; or also what is typed in a dialogue that is open. */
type What = 'typing' | 'everything' | 'dialogue';

/** From now on keys wait, until each that was asked for has ended. Answers how to end it, once: the keys are pressed, or forgotten. */
export function holdKeys(what: What = 'typing'): (end: 'press' | 'forget') => void {
  if (holding === 0) since = performance.now();
  holding += 1;
  if (what === 'everything') holdingAll += 1;
  if (what === 'dialogue') holdingDialog += 1;
  let ended = false;
  const end = (how: 'press' | 'forget') => {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    holding -= 1;
    if (what === 'everything') holdingAll -= 1;
    if (what === 'dialogue') holdingDialog -= 1;
    if (how === 'forget') waiting.length = 0;
    void pressWaiting();
  };
  const timer = setTimeout(() => end('forget'), LONGEST_MS);
  return end;
}

/** Other views and locking wait for nothing; undoing and printing are about the sale that is being made. */
const isAtOnce = (key: string): boolean =>
  (key === 'Escape' && performance.now() - since > LONG_MS) ||
  (/^F\d+$/.test(key)
    ? key === 'F8' || (holdingAll === 0 && key !== 'F9' && key !== 'F10')
    : key.length > 1 && !TYPED.has(key));

const TYPED = new Set(['Enter', 'Escape', 'Backspace', 'Tab', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);

/** Listens for as long as the page lives. */
export function keepKeysTyped(): void {
  document.addEventListener(
    'keydown',
    (event) => {
      if (!event.isTrusted || (holding === 0 && !pressing) || isAtOnce(event.key) || isForDialog()) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // A key held down is one press.
      if (!event.repeat) waiting.push({ key: event.key, shiftKey: event.shiftKey });
    },
    true,
  );
}

/** A dialogue has the keyboard to itself; but what waits for it comes first. */
const isForDialog = (): boolean => holdingDialog === 0 && !pressing && document.querySelector('dialog[open]') !== null;

async function pressWaiting(): Promise<void> {
  if (pressing) return;
  pressing = true;
  // What the screen does after a key, and where the focus goes, comes before the next.
  for (await settled(); waiting.length > 0 && holding === 0; await settled()) {
    const next = waiting.shift();
    if (next) press(next);
  }
  pressing = false;
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Presses a key that was kept from those who listen, after those that wait. */
export function pressAgain(key: string): void {
  const typed = { key, shiftKey: false };
  if (holding === 0 && !pressing) press(typed);
  else waiting.push(typed);
}

/** Of what was typed before the kiosk was locked nothing goes into the fields where somebody signs in. */
export function forgetKeys(): void {
  waiting.length = 0;
}

/** Lets keys wait while something is done; those typed meanwhile are for what comes of it, where it came off. */
export async function keysWaitFor<V>(work: () => Promise<V>, good: (answer: V) => boolean, what?: What): Promise<V> {
  const end = holdKeys(what);
  try {
    const answer = await work();
    end(good(answer) ? 'press' : 'forget');
    return answer;
  } catch (error) {
    end('forget');
    throw error;
  }
}

export const isDone = (answer: { readonly done: boolean }): boolean => answer.done;

export interface Waiting {
  /** Something is asked that has to be known first: a sum, whether it is possible. */
  readonly asks: () => boolean;
  /** It was found out, and whoever typed ahead can go on. */
  readonly ready: () => boolean;
  /** Something is being done. Once it is, this part is gone from the screen; where it stays, it was refused. */
  readonly does: () => boolean;
}

/** Lets keys wait for a part of the screen that asks before it does, and then does. */
export function useWaiting({ asks, ready, does }: Waiting): void {
  let end: ReturnType<typeof holdKeys> | undefined;
  let doing = false;
  const release = (good: boolean) => {
    end?.(good ? 'press' : 'forget');
    end = undefined;
  };
  createEffect(() => {
    const [done, asked] = [does(), asks()];
    if (done || asked) {
      end ??= holdKeys();
      doing = done;
    } else release(!doing && ready());
  });
  onCleanup(() => release(doing));
}

/** As if the key had been pressed now: first whoever listens, then what a browser does with it by itself. */
function press({ key, shiftKey }: Typed): void {
  const pressed = new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true });
  if (!(document.activeElement ?? document.body).dispatchEvent(pressed)) return;
  // Whoever listened may have moved the focus: what is typed goes where it is now.
  const target = document.activeElement;
  if (target instanceof HTMLButtonElement) {
    if (key === 'Enter' || key === ' ') target.click();
    return;
  }
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
  if (key.length === 1) {
    if (target.type !== 'checkbox') document.execCommand('insertText', false, key);
    else if (key === ' ') target.click();
  } else if (key === 'Backspace') document.execCommand('delete');
  else if (key === 'Enter') target.form?.requestSubmit();
  else if (key === 'Tab' && !shiftKey) nextField(target)?.focus();
}

/** Of the same form, as Tab finds it there. */
function nextField(field: HTMLInputElement | HTMLTextAreaElement): HTMLElement | undefined {
  const around = field.closest('form, .buyer, .act') ?? document.body;
  const all = [...around.querySelectorAll<HTMLElement>('input, textarea, select, button')].filter(
    (one) => one.tabIndex >= 0 && !one.hasAttribute('disabled'),
  );
  return all[all.indexOf(field) + 1];
}
