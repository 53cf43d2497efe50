import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allSources, findTexts, forOperators, isForOperators, rooms, sourcesOf } from './find-texts.ts';
import { root } from './steps.ts';

/** What only looks like a text. */
const looksLikeOne = new Set([
  'server/consumers/mail/post.ts MAIL FROM',
  'server/consumers/mail/post.ts RCPT TO',
  'theatre/replay/night-hash.ts ￼ gone',
]);

const places = Object.keys(forOperators);
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** What the check finds in a file, were this what is in it. */
const told = (file: string, source: string) =>
  findTexts(source, file)
    .filter(({ text }) => !looksLikeOne.has(`${file} ${text}`))
    .map(({ line, text }) => `${file}:${line} ${text}`);

test('people read nothing that is not from the catalogues', () => {
  const files = allSources().filter((file) => !places.some((place) => isForOperators(file, place)));
  expect(files.flatMap((file) => told(file, read(file)))).toEqual([]);
});

test('every place that is for operators has something for them', () => {
  const silent = places.filter((place) =>
    allSources().every((file) => !isForOperators(file, place) || told(file, read(file)).length === 0),
  );
  expect(silent).toEqual([]);
});

test.each(rooms)('a text that gets into %s is found', (room) => {
  const open = sourcesOf(room).filter((file) => !places.some((place) => isForOperators(file, place)));
  const [file] = open.length > 0 ? open : sourcesOf(room);
  expect(file).toBeDefined();
  const source = read(file ?? '');
  const seeded = `${source}\nconst seeded = (seat) => ({ title: \`Seat ${'${seat}'} was sold\`, more: 'Nothing was changed.' });\n`;
  const more = told(file ?? '', seeded).slice(told(file ?? '', source).length);
  expect(more.join()).toMatch(/Seat ￼ was sold.*Nothing was changed\./);
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

test('a screen speaks to nobody but whoever looks at it', () => {
  const source = "say('Nothing was sold.');";
  expect(findTexts(source, 'src/renderer/a.ts')).toHaveLength(1);
  expect(findTexts(source, 'server/main.ts')).toEqual([]);
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
    ['words after a value', 'const why = `${said} (it does not answer)`;', '￼ (it does not answer)'],
    ['a part of a sentence', "const missing = ['the database'];", 'the database'],
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
