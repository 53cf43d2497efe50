import { expect, test } from 'vitest';
import { catalogueOf } from './catalogue/index.ts';
import { byName, type DoorTicket } from './door-list.ts';
import { nameWords } from './name-words.ts';

test('who gave no name is told from who was erased, in the language of whoever reads', () => {
  const words = (language: 'en' | 'de') => [null, '', 'Counter'].map((name) => nameWords(name, catalogueOf(language)));
  // A name that an older kiosk wrote is a name.
  expect(words('en')).toEqual(['erased', 'no name given', 'Counter']);
  expect(words('de')).toEqual(['gelöscht', 'ohne Namen', 'Counter']);
});

test('at the door those without a name stand after all names', () => {
  const ticket = (order: string, name: string | null) => ({ order, name }) as DoorTicket;
  const list = [ticket('A', ''), ticket('B', null), ticket('C', 'Zoë'), ticket('D', 'Änne')];
  expect(byName(list, 'de').map(({ order }) => order)).toEqual(['D', 'C', 'A', 'B']);
});
