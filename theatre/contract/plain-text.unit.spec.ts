import { expect, it } from 'vitest';
import { isPlainText } from './plain-text.ts';

it.each([
  'Anna Adler',
  'Søren Kierkegård',
  'Nguyễn Thị Minh Khai'.normalize('NFD'),
  'می‌خواهم',
  '李小龍',
  'ศรีสุดา',
  '👨‍👩‍👧 Adler',
  'O’Neill & Söhne, 2nd row!',
  '=1+1',
  '',
  '  ',
])('takes %j as it is', (text) => {
  expect(isPlainText(text)).toBe(true);
});

it.each([
  ['a line break', 'Eve\nBcc'],
  ['a line separator', 'Eve\u2028x'],
  ['a control sequence', 'Eve\u001b[2J'],
  ['its short form', 'Eve\u009b2J'],
  ['half a character', 'Eve\ud800'],
  ['an override of direction', 'Eve\u202egpj.exe'],
  ['an isolate', 'Eve\u2066x'],
  ['a mark of direction', 'Eve\u200e'],
  ['the Arabic mark of direction', 'Eve\u061c'],
  ['a blank without width', 'E\u200bve'],
  ['a word joiner', 'E\u2060ve'],
  ['a soft hyphen', 'E\u00adve'],
  ['a byte order mark', '\ufeffEve'],
  ['tags', 'Eve\u{e0041}'],
  ['a filler', '\u3164'],
  ['nothing but joiners', '\u200d\u200c'],
  ['marks that cover other lines', `E${'\u0301'.repeat(30)}`],
])('refuses %s', (_what, text) => {
  expect(isPlainText(text)).toBe(false);
});
