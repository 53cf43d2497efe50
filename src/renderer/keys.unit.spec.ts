import { describe, expect, test } from 'vitest';
import { bindingFor, isForDigits, listedKeys, type KeyBinding } from './keys.ts';

const run = (): void => undefined;
const book: KeyBinding = { keys: ['b'], cap: 'B', does: 'Book', run };
const back: KeyBinding = { keys: ['Escape'], cap: 'Esc', does: 'Back', run, whileTyping: true };
const listed: KeyBinding = { keys: ['Enter', ' '], cap: 'Enter', does: 'Choose' };
const all = [book, back, listed];
const press = (key: string, more: { typing?: boolean; modified?: boolean } = {}) =>
  bindingFor(all, { key, typing: false, modified: false, ...more });

describe('a key', () => {
  test('does what it is bound to, with the shift key or without', () => {
    expect(press('b')).toBe(book);
    expect(press('B')).toBe(book);
    expect(press('c')).toBeUndefined();
  });

  test('is text while text is typed, but for those that lead out of it', () => {
    expect(press('b', { typing: true })).toBeUndefined();
    expect(press('Escape', { typing: true })).toBe(back);
  });

  test('is the browser’s with a modifier', () => {
    expect(press('b', { modified: true })).toBeUndefined();
  });

  test('of functions is another one with shift, listed after its neighbour', () => {
    const plain: KeyBinding = { keys: ['F6'], cap: 'F6', does: 'Notices', run };
    const shifted: KeyBinding = { keys: ['Shift+F6'], cap: '⇧F6', does: 'Health', run };
    const pressed = (shift: boolean) =>
      bindingFor([shifted, plain], { key: 'F6', typing: false, modified: false, shift });
    expect(pressed(false)).toBe(plain);
    expect(pressed(true)).toBe(shifted);
    expect(
      listedKeys([shifted, { ...plain, keys: ['F7'], cap: 'F7', does: 'Designer' }, plain]).map(({ caps }) => caps[0]),
    ).toEqual(['F6', '⇧F6', 'F7']);
  });

  test('that is only listed is left to the element that has the focus', () => {
    expect(press('Enter')).toBeUndefined();
  });

  test('does the nearest thing it is bound to', () => {
    const nearer = { ...book, does: 'Something nearer' };
    expect(bindingFor([nearer, ...all], { key: 'b', typing: false, modified: false })).toBe(nearer);
  });
});

test('a field of digits takes digits and what moves in it, and leaves letters to the screen', () => {
  for (const key of ['5', '.', ',', 'Backspace', 'ArrowLeft', 'Enter']) expect(isForDigits(key)).toBe(true);
  for (const key of ['k', 'Q', ' ', '?']) expect(isForDigits(key)).toBe(false);
});

test('the list of keys: one line for what is done, nothing that a nearer key takes, function keys last and by number', () => {
  const key = (cap: string, does: string): KeyBinding => ({ keys: [cap.toLowerCase()], cap, does, run });
  const bindings = [
    key('F10', 'Undo'),
    key('N', 'Name'),
    listed,
    key('/', 'Find'),
    key('F3', 'Find'),
    key('N', 'Others'),
  ];
  expect(listedKeys([...bindings, key('F2', 'People'), key('Q', '')])).toEqual([
    { does: 'Name', caps: ['N'] },
    { does: 'Choose', caps: ['Enter'] },
    { does: 'People', caps: ['F2'] },
    { does: 'Find', caps: ['F3', '/'] },
    { does: 'Undo', caps: ['F10'] },
  ]);
});
