import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findTexts } from './find-texts.ts';
import { root } from './steps.ts';

/** Where people's texts could be: screens, pages, paper, mail, and the answers of the web. */
const folders = [
  'src/renderer',
  'server/assets',
  'server/routes',
  'server/tickets',
  'server/views',
  'theatre/contract',
  'theatre/replay',
];
const files = ['guards', 'hosts', 'html-answers', 'input', 'limits', 'open-streams', 'problem', 'submit'];
/** Schemas of the log, whose words are for operators, and the catalogues themselves. */
const others = /\.spec\.|\/testing\/|^theatre\/contract\/(catalogue\/|log)/;

/** What only looks like a text. */
const looksLikeOne = new Set(['theatre/replay/night-hash.ts ￼ gone']);

const sources = [
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  ),
  ...files.map((name) => `server/${name}.ts`),
].filter((file) => /\.(tsx?|js)$/.test(file) && !others.test(file));

test('people read nothing that is not from the catalogues', () => {
  const found = sources.flatMap((file) =>
    findTexts(readFileSync(join(root, file), 'utf8'), file)
      .filter(({ text }) => !looksLikeOne.has(`${file} ${text}`))
      .map(({ line, text }) => `${file}:${line} ${text}`),
  );
  expect(found).toEqual([]);
});

test('no style sheet says a word', () => {
  const sheets = ['src/renderer/styles', 'server/assets', 'theatre/contract/styles'].flatMap((folder) =>
    readdirSync(join(root, folder), { encoding: 'utf8' })
      .filter((name) => name.endsWith('.css'))
      .map((name) => join(folder, name)),
  );
  const speaks = (sheet: string) =>
    /content:\s*(['"])[^'"]*\p{L}{2,}[^'"]*\1/u.test(readFileSync(join(root, sheet), 'utf8'));
  expect(sheets.filter(speaks)).toEqual([]);
});

describe('what is found', () => {
  const inside = (source: string, file = 'a.tsx') => findTexts(source, file).map(({ text }) => text);

  test.each([
    ['text of an element', 'const A = () => <p>Sold out</p>;', 'Sold out'],
    ['one word', 'const A = () => <button>Book</button>;', 'Book'],
    ['beside a value', 'const A = () => <p>and {more} more</p>;', 'and'],
    ['an attribute that is read', 'const A = () => <i aria-label="seat" />;', 'seat'],
    ['a choice in one', "const A = () => <i title={busy ? 'wait' : 'go'} />;", 'wait'],
    ['a template in one', 'const A = () => <i title={`seat ${id}`} />;', 'seat ￼'],
    ['a sentence anywhere', "const words = 'Nothing was changed.';", 'Nothing was changed.'],
    ['one with values', 'const words = `Order ${id} was not sold`;', 'Order ￼ was not sold'],
    ['a label anywhere', "const names = { sold: 'Sold' };", 'Sold'],
    ['what a key does', "useKeys([{ keys: ['b'], cap: 'B', does: 'book' }]);", 'book'],
    ['HTML', 'const page = html`<main><h1>${title}</h1><p>Show it at the door</p></main>`;', 'Show it at the door'],
    ['HTML’s attributes', 'const page = html`<input placeholder="your name" />`;', 'your name'],
    ['HTML that is only text', 'const left = `<p id="left">${n} seats left</p>`;', 'seats left'],
  ])('%s', (_, source, text) => {
    expect(inside(source).join()).toContain(text);
  });

  test.each([
    ['classes and ids', 'const A = () => <p class="panel find" id="total">{words()}</p>;'],
    ['keys', "const A = () => <kbd>Enter</kbd>; const key = { keys: ['Escape'], cap: 'Esc', does: texts().back };"],
    ['what a bug throws', "throw new Error('A refund made no refund.');"],
    ['what programs compare', "if (event.key === 'Enter' || kind === 'Sold') go();"],
    ['types', "type Status = 'Sold' | 'Held out';"],
    ['HTML without words', 'const page = html`<p id="left" data-left="${n}">${words}</p>`;'],
    ['the name of the program', 'const A = () => <h1>Full House</h1>;'],
  ])('not %s', (_, source) => {
    expect(inside(source)).toEqual([]);
  });
});
