/** The dashboard and the alerts that we ship ask for nothing that /metrics does not say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from './testing/open-house.ts';

const deploy = join(import.meta.dirname, '../deploy');
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.dispose());

test.each(['dashboard.json', 'alerts.yml'])('every metric in %s is there', async (file) => {
  const text = readFileSync(join(deploy, file), 'utf8');
  const wanted = new Set(text.match(/full_house_[a-z_]+/g));
  expect(wanted.size).toBeGreaterThan(5);
  const id = await house.screening();
  const patron = await house.visitor(id);
  await patron.post('book', {});
  const metrics = await (await fetch(`${house.url}/metrics`)).text();
  // A counter with labels has no line before its first event, but says what it is.
  const there = new Set([
    ...[...metrics.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name),
    ...[...metrics.matchAll(/^(full_house_\w+)/gm)].map(([, name]) => name),
  ]);
  expect([...wanted].filter((name) => !there.has(name))).toEqual([]);
});

test('nobody’s name, address or seat is in the metrics', async () => {
  const id = await house.screening();
  const patron = await house.visitor(id);
  await patron.toggle('C-B3');
  await patron.book({ name: 'Zacharias Unverwechselbar', email: 'zacharias@example.org' });
  await expect.poll(async () => (await house.stateOf(id)).seats).toMatchObject({ 'C-B3': { status: 'booked' } });
  const metrics = await (await fetch(`${house.url}/metrics`)).text();
  expect(metrics).not.toMatch(/zacharias|unverwechselbar|C-B3|@example/i);
});
