import { expect, test } from 'vitest';
import { accepted } from './texts.ts';

test.each([
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['en-US,en;q=0.9,de;q=0.8', 'en'],
  ['fr-FR,fr;q=0.9,de;q=0.7,en;q=0.8', 'en'],
  ['en;q=0.2, DE-de ; q=0.9', 'de'],
  ['en;q=0,de;q=0.1', 'de'],
  ['de, en', 'de'],
  ['fr', undefined],
  ['*', undefined],
  ['en;q=high', undefined],
  ['', undefined],
  [undefined, undefined],
])('of "%s" it is %s', (header, language) => {
  expect(accepted(header)).toBe(language);
});

test('a header that never ends is read as far as a browser would write', () => {
  expect(accepted(`${'fr,'.repeat(10_000)}de`)).toBeUndefined();
});
