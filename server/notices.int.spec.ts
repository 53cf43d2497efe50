/** Notices for staff, as the server tells them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noticesSchema, type NoticeKind } from '../theatre/contract/notices.ts';
import { startNotices } from './consumers/notices/index.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { Stream } from './testing/stream.ts';
import { done, problemIn } from './testing/visitor.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ env: { FULL_HOUSE_RATE_LIMIT: 'off' } });
});
afterAll(() => house.dispose());

const token = () => ({ authorization: `Bearer ${house.staffToken}` });
const open = (more: Readonly<Record<string, string>> = {}) =>
  Stream.open(`${house.url}/stream/notifications`, { ...token(), ...more });

async function notices(headers: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(`${house.url}/api/notices`, { headers: { ...token(), ...headers } });
  return (await answer.json()) as { notices: { kind: NoticeKind; title: string; todo: string }[] };
}

test('are for staff alone', async () => {
  for (const path of ['/api/notices', '/stream/notifications']) {
    expect((await problemIn(await fetch(house.url + path))).code).toBe('no-token');
  }
});

test('say what is so, in the language of whoever asks, and what to do', async () => {
  await expect.poll(async () => (await notices()).notices.map(({ kind }) => kind)).toContain('mail-off');
  const english = (await notices()).notices.find(({ kind }) => kind === 'mail-off');
  expect(english).toMatchObject({
    title: 'Confirmations are not sent by e-mail',
    todo: expect.stringContaining('SMTP_URL'),
  });
  const german = (await notices({ 'accept-language': 'de' })).notices.find(({ kind }) => kind === 'mail-off');
  expect(german?.title).toBe('Bestätigungen werden nicht per E-Mail verschickt');
});

test('stream: all at first, then each as it begins and ends', async () => {
  const stream = await open();
  await stream.until(/event: connected\n[^]*event: notices\nid: \d+\ndata: (.*)\n/);
  const whole = noticesSchema.parse(JSON.parse(/event: notices\nid: \d+\ndata: (.*)\n/.exec(stream.text)?.[1] ?? ''));
  expect(whole.resolved).toEqual([]);

  const id = await house.screening({ title: 'Sold out soon' });
  const { seats } = (await house.stateOf(id)) as { seats: Record<string, unknown> };
  const all = Object.keys(seats);
  await done(house.staff(`/api/screenings/${id}/withhold`, { seatIds: all.slice(1) }));
  await stream.until(/event: notice\nid: \d+\ndata: .*"kind":"nearly-sold-out".*"title":"Sold out soon".*"left":1/);
  const anna = await house.visitor(id);
  await done(anna.toggle(all[0] ?? ''));
  await stream.until(/event: resolved\nid: \d+\ndata: \{"notice":\{"kind":"nearly-sold-out"/);
  await stream.until(/event: notice\nid: \d+\ndata: .*"kind":"sold-out".*"held":1/);
  const last = [...stream.text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? '';
  stream.close();

  // Whoever has the latest is told only what is new; whoever has not, all.
  const again = await open({ 'last-event-id': last });
  const late = await open({ 'last-event-id': '17' });
  await late.until(/event: notices\n.*\n.*"kind":"sold-out"/);
  await done(house.staff(`/api/screenings/${id}/release`, { seatIds: all }));
  await again.until(/event: resolved\n.*\n.*"kind":"sold-out"/);
  expect(again.text).not.toContain('event: notices');
  again.close();
  late.close();
});

test('say that claims are refused, once that is many', async () => {
  const stream = await open();
  const id = await house.screening({ title: 'Wanted' });
  await done((await house.visitor(id)).toggle('C-A2'));
  for (let visitor = 0; visitor < 6; visitor++) {
    const late = await house.visitor(id);
    const claims = [1, 2, 3, 4].map(() => late.post('claim', { seatIds: ['C-A2'] }));
    for (const claim of claims) expect((await problemIn(await claim)).code).toBe('seat-taken');
  }
  await stream.until(/"kind":"refusals-rising".*"title":"Wanted"/);
  stream.close();

  // And that it is over, in a house whose minutes are short.
  const quick = startNotices({ log: house.log, onProblem: () => undefined }, 3000);
  const kinds = () => quick.snapshot().notices.map(({ kind }) => kind);
  try {
    const another = await house.screening({ title: 'Wanted for a moment' });
    await done((await house.visitor(another)).toggle('C-A2'));
    const late = await house.visitor(another);
    const claims = Array.from({ length: 40 }, async () => {
      expect((await late.post('claim', { seatIds: ['C-A2'] })).status).toBe(409);
    });
    // Looked for meanwhile: on a busy machine it may be over when the last one is answered.
    const rising = async () => {
      await expect.poll(kinds).toContain('refusals-rising');
    };
    await Promise.all([rising(), ...claims]);
    await expect.poll(kinds).not.toContain('refusals-rising');
  } finally {
    await quick.stop();
  }
});

test('say that the log cannot be reached, while it cannot', async () => {
  const own = await openHouse();
  try {
    const stream = await Stream.open(`${own.url}/stream/notifications`, { authorization: `Bearer ${own.staffToken}` });
    await own.testLog.embedded.stop();
    await stream.until(/event: notice\n.*\n.*"kind":"log-unreachable"/);
    stream.close();
  } finally {
    await own.dispose();
  }
});
