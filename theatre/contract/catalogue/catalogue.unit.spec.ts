import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { viewerColors } from '../../screening/viewer.ts';
import { houseWording, wordingFor } from '../wording.ts';
import * as german from './de/viewers.ts';
import * as english from './en/viewers.ts';
import { catalogueOf, languageNames, languageOf, languages, localeOf } from './index.ts';

type Text = string | ((...values: unknown[]) => unknown);

/** Every text with its path: `pages.own.book`. */
function textsIn(value: unknown, path: string): (readonly [string, Text])[] {
  if (typeof value === 'string' || typeof value === 'function') return [[path, value as Text]];
  return Object.entries(value as object).flatMap(([key, inner]) =>
    textsIn(inner, path === '' ? key : `${path}.${key}`),
  );
}

const all = (language: (typeof languages)[number]) => new Map(textsIn(catalogueOf(language), ''));
const source = (text: Text) => (typeof text === 'string' ? text : String(text).replace(/\s+/g, ' '));

describe('German', () => {
  const en = all('en');
  const de = all('de');

  test('has every text', () => {
    expect([...de.keys()].sort()).toEqual([...en.keys()].sort());
  });

  test('differs from English, but for words that are the same', () => {
    const same = [...de].filter(([path, text]) => source(text) === source(en.get(path) ?? '') && hasWords(text));
    expect(
      same.filter(([path, text]) => !SAME.has(typeof text === 'string' ? text : path)).map(([path]) => path),
    ).toEqual([]);
  });

  test('says “Sie” and never “du”', () => {
    const rude = [...de].filter(([, text]) => /\b([Dd]u|[Dd]ein\w*|[Dd]ich|[Dd]ir)\b/.test(source(text)));
    expect(rude.map(([path]) => path)).toEqual([]);
  });
});

/** „Ein Wechsel, zwei Wechsel“. */
const ONE_AS_MANY = new Set(['de night.insights.busiest']);

/** Words that are German as well, and texts with values that have no others. */
const SAME = new Set([
  'Code',
  'Export',
  'Full House',
  'Mail',
  'Name',
  'PIN',
  'QR-Code',
  'Server',
  'Start',
  'Status',
  'Version',
  'nats-server',
  'health.minutes',
  'health.ms',
  'health.natsVersion',
  'health.versions',
  'pages.titled',
]);

/** Whether it says anything itself, and is not put together from values alone. */
function hasWords(text: Text): boolean {
  if (typeof text === 'string') return /\p{Ll}{2,}/u.test(text);
  const quoted =
    source(text)
      .replace(/\$\{[^}]*\}/g, '')
      .match(/`[^`]*`|'[^']*'/g) ?? [];
  return quoted.some((piece) => /\p{L}{2,}/u.test(piece));
}

describe.each(languages)('in %s', (language) => {
  const numbered = [...all(language)].filter(
    (entry): entry is [string, (...values: unknown[]) => unknown] =>
      typeof entry[1] === 'function' && /plural\(|count\(/.test(source(entry[1])),
  );

  test.each(numbered)('%s goes with 0, 1 and 2', (path, say) => {
    const values = (count: number) => Array.from({ length: Math.max(1, say.length) }, () => count);
    const [none, one, two] = [0, 1, 2].map((count) => attempt(() => say(...values(count))));
    // One that wants more than numbers is for the tests of what it says.
    if (none === undefined || one === undefined || two === undefined) return;
    for (const text of [none, one, two]) expect(text).toMatch(/^(?!.*(undefined|NaN|\[object)).+$/);
    // A form of its own for one, where the number is said at all.
    const alike = one.replace(/1/g, '2') === two;
    expect(alike && /2/.test(two) && !ONE_AS_MANY.has(`${language} ${path}`)).toBe(false);
  });

  test('every viewer has a name', () => {
    const { shades, animals } = language === 'en' ? english : german;
    const count = new Set(animals.split(' ')).size;
    expect(count).toBe(160);
    const words = viewerColors.flatMap((color) => shades[color].split(' '));
    expect(words).toHaveLength(8 * viewerColors.length);
    expect(new Set(words).size).toBe(words.length);
  });

  test('names seldom meet: in a thousand viewers fewer than one in twenty', () => {
    const { viewers } = catalogueOf(language);
    const names = new Set(Array.from({ length: 1000 }, (_, at) => viewers.name(`viewer_${at}-${at * 7}`)));
    expect(names.size).toBeGreaterThan(950);
  });
});

function attempt(say: () => unknown): string | undefined {
  try {
    const text = say();
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

test('no text is kept that nobody says', () => {
  const root = join(import.meta.dirname, '../../..');
  const files = execFileSync('git', ['ls-files', 'src', 'server', 'theatre', '*.ts', '*.tsx', '*.js'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /^(src|server|theatre)\/.*\.(tsx?|js)$/.test(file) && !/\.spec\./.test(file));
  const words = new Set<string>();
  for (const file of files) {
    // A catalogue may use its own texts, but listing a text is no use of it.
    const text = readFileSync(join(root, file), 'utf8').replace(
      /\/catalogue\/(en|de)\//.test(file) ? /^ *['\w-]+:/gm : /$^/,
      '',
    );
    for (const [word] of text.matchAll(/[A-Za-z][\w]*(?:-[a-z]+)*/g)) words.add(word);
  }
  // Of a list, the list.
  const nameOf = (path: string) =>
    path
      .replace(/\.\d+$/, '')
      .split('.')
      .at(-1) ?? '';
  const unused = [...all('en').keys()].filter((path) => !words.has(nameOf(path)));
  expect(unused).toEqual([]);
});

test('a language is known by its locales, and writes as the house does where that speaks it', () => {
  expect(languageOf('de-AT')).toBe('de');
  expect(languageOf('fr-FR')).toBe('en');
  expect(localeOf('de', 'de-AT')).toBe('de-AT');
  expect(localeOf('en', 'de-AT')).toBe('en-GB');
  expect(localeOf('en', 'en-IE')).toBe('en-IE');
  expect(wordingFor('de', 'de-CH')).toBe(houseWording('de-CH'));
  expect(languageNames).toEqual({ en: 'English', de: 'Deutsch' });
});

test('lists, seats and lapses in German', () => {
  const { lapses, seats } = catalogueOf('de');
  expect(seats.listed(['A', 'B', 'C'])).toBe('A, B und C');
  expect([seats.count(1), seats.count(2)]).toEqual(['1 Platz', '2 Plätze']);
  expect([200, 61_000, 7_500_000].map(lapses.exact)).toEqual(['200 ms', '1 Minute 1 Sekunde', '2 Stunden 5 Minuten']);
  expect(lapses.rough(340)).toBe('0,3 Sekunden');
});
