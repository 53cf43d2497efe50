/** The keyboard: what is on the screen says which keys it takes, and `?` lists what is taken now. */
import { createContext, createSignal, onCleanup, useContext } from 'solid-js';

export interface KeyBinding {
  /** As `KeyboardEvent.key` has it, letters in lower case; a function key with Shift is `Shift+F6`. */
  readonly keys: readonly string[];
  /** How it is printed on the key. */
  readonly cap: string;
  readonly does: string;
  /** Nothing for a key that an element on the screen handles itself, and that is only listed. */
  readonly run?: () => void;
  /** Takes it also while text is being typed. Defaults to false. */
  readonly whileTyping?: boolean;
  /** A key held down is one press. Defaults to false. */
  readonly once?: boolean;
}

type Bindings = readonly KeyBinding[] | (() => readonly KeyBinding[]);

interface Layer {
  readonly bindings: Bindings;
  readonly height: number;
}

const [layers, setLayers] = createSignal<readonly Layer[]>([]);

/** What lies on top of a view: its keys come before the view's, also where the view was opened after it. 0 is a view's own. */
export const KeyHeight = createContext(0);

/** All that the keyboard does now, what concerns the nearest part of the screen first. */
export const activeKeys = (): readonly KeyBinding[] =>
  [...layers()]
    .reverse()
    .sort((one, other) => other.height - one.height)
    .flatMap(({ bindings }) => (typeof bindings === 'function' ? bindings() : bindings));

/**
 * Takes these keys for as long as the component is on the screen; a later one is asked first. A function where what the
 * keys do is said in words: those change with the language.
 */
export function useKeys(bindings: Bindings): void {
  const layer: Layer = { bindings, height: useContext(KeyHeight) };
  setLayers((others) => [...others, layer]);
  onCleanup(() => {
    setLayers((others) => others.filter((other) => other !== layer));
  });
}

/** Shift makes another key of a function key; of the others it makes another character, or the same. */
function nameOf(key: string, shift: boolean): string {
  if (key.length === 1) return key.toLowerCase();
  return shift && /^F\d+$/.test(key) ? `Shift+${key}` : key;
}

/** The binding that takes a key press, if one does. Exported for its tests. */
export function bindingFor(
  bindings: readonly KeyBinding[],
  press: { readonly key: string; readonly typing: boolean; readonly modified: boolean; readonly shift?: boolean },
): KeyBinding | undefined {
  if (press.modified) return undefined;
  const key = nameOf(press.key, press.shift === true);
  return bindings.find(
    (binding) => binding.run && binding.keys.includes(key) && (!press.typing || binding.whileTyping === true),
  );
}

export interface ListedKeys {
  readonly caps: readonly string[];
  readonly does: string;
}

/** Its place in the list: `⇧F6` comes after `F6`. */
function numberOf(cap: string): number {
  const [, shift, number] = /^(⇧?)F(\d+)$/.exec(cap) ?? [];
  return number === undefined ? 0 : Number(number) + (shift === '' ? 0 : 0.5);
}

/** These bindings as they are listed: those that do the same in one line, none that a nearer one takes, function keys last and by number. */
export function listedKeys(bindings: readonly KeyBinding[]): readonly ListedKeys[] {
  const taken = new Set<string>();
  const lines = new Map<string, string[]>();
  for (const { keys, cap, does, run } of bindings) {
    if (run && keys.every((key) => taken.has(key))) continue;
    if (run) for (const key of keys) taken.add(key);
    if (does !== '') lines.set(does, [...(lines.get(does) ?? []), cap]);
  }
  const rank = (caps: readonly string[]) => Math.max(...caps.map(numberOf));
  return [...lines]
    .map(([does, caps]) => ({ does, caps: caps.sort((one, other) => numberOf(other) - numberOf(one)) }))
    .sort((one, other) => rank(one.caps) - rank(other.caps));
}

/** Listens for as long as the page lives. */
export function listenForKeys(): void {
  document.addEventListener('keydown', (event) => {
    // A dialogue has the keyboard to itself.
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    const binding = bindingFor(activeKeys(), {
      key: event.key,
      typing: takesKey(event.target, event.key),
      modified: event.ctrlKey || event.metaKey || event.altKey,
      shift: event.shiftKey,
    });
    if (!binding) return;
    event.preventDefault();
    if (!event.repeat || binding.once !== true) binding.run?.();
  });
}

const TYPED = new Set(['text', 'password', 'email', 'number', 'search', 'date', 'time', 'datetime-local']);

/** Whether the element with the focus wants a key for itself. A field of digits leaves letters to those who have a use for them. */
export function takesKey(target: EventTarget | null, key: string): boolean {
  if (target instanceof HTMLButtonElement) return key === ' ' || key === 'Enter';
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return key === ' ';
  if (target instanceof HTMLInputElement && 'digits' in target.dataset) return isForDigits(key);
  if (target instanceof HTMLInputElement) return TYPED.has(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** What is typed into a field of digits (one with `data-digits`). Exported for its tests. */
export function isForDigits(key: string): boolean {
  return key.length > 1 || /[\d.,]/.test(key);
}

/** Keeps what is no digit out of a field of digits. */
export function digitsOnly(event: InputEvent): void {
  if (event.data !== null && /[^\d.,]/.test(event.data)) event.preventDefault();
}
