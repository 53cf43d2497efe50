/** Two servers behind a balancer are one house: who looks at one is seen at the other, and a server that dies leaves nobody behind. */
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { stopwatch } from '../../theatre/log/testing/stopwatch.ts';
import { testLog } from '../../theatre/log/testing/test-log.ts';
import { openHouse } from '../testing/open-house.ts';
import { Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';

const env = {
  FULL_HOUSE_SESSION_KEY: 'a-key-that-both-servers-share-for-one-test',
  FULL_HOUSE_STAFF_TOKEN: 'a-token-that-both-servers-share',
  FULL_HOUSE_RATE_LIMIT: 'off',
};

/** A server in a process of its own, so that it can be killed. */
async function startServer(natsUrl: string, folder: string) {
  const server = fork(path.join(import.meta.dirname, '../main.ts'), {
    env: { ...process.env, ...env, NATS_URL: natsUrl, FULL_HOUSE_DATA: folder, PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    server.once('message', (message) => resolve((message as { url: string }).url));
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { url, kill: () => server.kill('SIGKILL') };
}

async function arrive(screeningId: string, server: string, count: number): Promise<Phone[]> {
  const phones = Array.from({ length: count }, () => new Phone(screeningId));
  await Promise.all(
    phones.map(async (phone) => {
      await phone.load(server);
      await phone.connect(server);
    }),
  );
  return phones;
}

test(
  'each shows all viewers; those of a killed one are gone from the other within twenty seconds, and welcome there',
  {
    timeout: 120_000,
  },
  async () => {
    const log = await testLog();
    const folder = await mkdtemp(path.join(tmpdir(), 'full-house-second-'));
    const { servers, user, pass } = log.address;
    const natsUrl = `nats://${user}:${pass}@${String(servers[0]).replace('nats://', '')}`;
    const [house, second] = [await openHouse({ log, env }), await startServer(natsUrl, folder)];
    try {
      const id = await house.screening();
      const here = await arrive(id, house.url, 10);
      const there = await arrive(id, second.url, 20);
      const all = [...here, ...there];
      await until('thirty viewers on each', () => all.every(({ viewers }) => viewers === '30'));
      expect(await here[0]?.tap(house.url, 'C-C3')).toBe(204);
      expect(await there[0]?.tap(second.url, 'C-C4')).toBe(204);
      const sees = (phone: Phone) => `${phone.seats.get('C-C3')} ${phone.seats.get('C-C4')}`;
      await until('what was tapped', () => all.every((phone) => !sees(phone).includes('available')));
      expect([here[0], there[0], here[1]].map((phone) => phone && sees(phone))).toEqual([
        'selected other_selected',
        'other_selected selected',
        'other_selected other_selected',
      ]);

      const killed = stopwatch();
      second.kill();
      await Promise.all(there.map((phone) => phone.ended()));
      await until('ten viewers', () => here.every(({ viewers }) => viewers === '10'), 60_000);
      expect(killed.within(20_000), `${killed.ms} ms`).toBe(true);

      expect(await here[0]?.tap(house.url, 'C-C5')).toBe(204);
      await Promise.all(there.map((phone) => phone.connect(house.url)));
      await until('thirty viewers on the one that is left', () => all.every(({ viewers }) => viewers === '30'));
      await until('the tap they missed', () => there.every(({ seats }) => seats.get('C-C5') === 'other_selected'));
      expect(there[0] && sees(there[0])).toBe('other_selected selected');
      await Promise.all(all.map((phone) => phone.vanish()));
    } finally {
      second.kill();
      await house.dispose();
      await log.dispose();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
