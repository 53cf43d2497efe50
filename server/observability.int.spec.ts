/** The dashboard and the alerts that we ship ask for nothing that /metrics does not say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from './testing/open-house.ts';
import { Stream } from './testing/stream.ts';

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
  // Nothing is selected: refused, with a reason.
  expect((await patron.book()).status).toBe(409);
  const metrics = await (await fetch(`${house.url}/metrics`)).text();
  // A counter with labels has no line before its first event, but says what it is.
  const there = new Set([
    ...[...metrics.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name),
    ...[...metrics.matchAll(/^(full_house_\w+)/gm)].map(([, name]) => name),
  ]);
  // Of a histogram only its name is a type.
  expect([...wanted].filter((name) => !there.has(name))).toEqual([]);
  // What is summed by a label that a metric has not is one line without a name.
  for (const [, labels = '', name = ''] of text.matchAll(/by \(([a-z, ]+)\) \((?:rate\()?(full_house_\w+)/g)) {
    const series = metrics.split('\n').find((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
    for (const label of labels.split(', ').filter((each) => each !== 'instance')) {
      expect({ name, series }).toMatchObject({ series: expect.stringContaining(`${label}="`) as string });
    }
  }
});

test('who looks on, what is held, ticks and groups are counted while they are, and no screening is a label', async () => {
  const valueOf = async (name: string) => {
    const text = await house.parts.metrics.registry.metrics();
    return Number(new RegExp(`^full_house_${name} (.*)$`, 'm').exec(text)?.[1]);
  };
  const held = await valueOf('holds');
  const ticks = await valueOf('live_ticks_total');
  const id = await house.screening();
  const patron = await house.visitor(id);
  const stream = await Stream.open(`${house.url}/screenings/${id}/events`, { cookie: patron.cookie });
  await patron.toggle('C-B2');
  await patron.toggle('C-B3');
  await stream.until(/C-B3/);
  await expect.poll(() => valueOf('holds')).toBe(held + 2);
  expect(await valueOf('live_viewers')).toBe(1);
  expect(await valueOf('live_streams')).toBe(1);
  expect(await valueOf('live_ticks_total')).toBeGreaterThan(ticks);
  expect(await valueOf('live_lag_seconds')).toBeGreaterThan(0);
  const text = await house.parts.metrics.registry.metrics();
  expect(text).toContain('# TYPE full_house_desk_group_size histogram');
  expect(text).not.toContain(id);
  stream.close();
  await expect.poll(() => valueOf('live_streams')).toBe(0);
  await expect.poll(() => valueOf('live_viewers')).toBe(0);
  await patron.post('release');
  await expect.poll(() => valueOf('holds')).toBe(held);
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
