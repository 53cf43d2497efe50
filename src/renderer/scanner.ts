/**
 * A ticket's code from a scanner, which is a keyboard to this machine: some 147 signs and Enter in a tenth of a second, in
 * whatever view and wherever the focus is. Its letters are keys of the counter; so what begins like a code is looked at
 * before anybody acts on it, and goes on as what it was where it is none.
 */
import { onCleanup } from 'solid-js';
import { takesKey } from './keys.ts';
import { pressAgain } from './typeahead.ts';

const BEGINS = 'FH1.';
/** A code, as it ends a text. */
const CODE = /FH1\.[\w.-]{20,}$/;
/** Nobody types four such signs so fast; and no scanner is slower, however busy the machine. */
const NEXT_MS = 150;
/** Once it is known to be a code. */
const REST_MS = 1500;

let told: ((code: string) => void) | undefined;
const onScan = (code: string): void => told?.(code);

/** Is told of each code that is scanned, while the component is on the screen. */
export function useScans(onCode: (code: string) => void): void {
  told = onCode;
  onCleanup(() => (told = undefined));
}

/** Listens for as long as the page lives, and before all others who do. */
export function listenForScans(): void {
  let read = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = (): string => {
    clearTimeout(timer);
    const text = read;
    read = '';
    return text;
  };
  /** It was somebody typing after all. */
  const giveBack = (): void => {
    for (const sign of end()) pressAgain(sign);
  };
  document.addEventListener(
    'keydown',
    (event) => {
      if (!event.isTrusted || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.key === 'Shift' || event.key === 'CapsLock') return;
      if (read === '' && event.key === 'Enter') return inField(event);
      if (document.querySelector('dialog[open]')) return giveBack();
      if (read === '' && (event.key !== 'F' || takesKey(event.target, 'F'))) return;
      if (event.key === 'Enter' && CODE.test(read)) {
        stop(event);
        return onScan(end());
      }
      const more = read + event.key;
      if (event.key.length > 1 || !(more.startsWith(BEGINS) || BEGINS.startsWith(more))) return giveBack();
      stop(event);
      read = more;
      clearTimeout(timer);
      timer = setTimeout(giveBack, more.length < BEGINS.length ? NEXT_MS : REST_MS);
    },
    true,
  );
}

/** A code that went into a field is taken out of it again; in a field that is meant for one it stays. */
function inField(event: KeyboardEvent): void {
  const { target } = event;
  if (!(target instanceof HTMLInputElement) || 'code' in target.dataset) return;
  const code = CODE.exec(target.value)?.[0];
  if (code === undefined) return;
  stop(event);
  target.value = target.value.slice(0, -code.length);
  target.dispatchEvent(new InputEvent('input', { bubbles: true }));
  onScan(code);
}

function stop(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
