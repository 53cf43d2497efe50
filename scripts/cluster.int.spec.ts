/** What `npm run cluster` writes, and what it says when it cannot. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressFromUrl } from '../theatre/log/address.ts';
import { readConfig } from '../server/config.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'full-house-cluster-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cluster = (...args: string[]) =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, 'cluster.ts'), ...args]).then(
    ({ stdout }) => stdout,
    ({ stderr }: { stderr: string }) => stderr,
  );

const environmentIn = (into: string) =>
  Object.fromEntries(
    readFileSync(join(into, 'full-house.env'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

test('a folder for each node, and an environment that servers and kiosks start with as it is', async () => {
  const into = join(folder, 'not there yet', 'our clüster');
  expect(await cluster(into, 'nats1.example.org', '192.0.2.2', '2001:db8::3')).toContain('2.14 or newer');
  for (const node of [1, 2, 3]) expect(existsSync(join(into, `full-house-${node}`, 'nats.conf'))).toBe(true);
  expect(statSync(join(into, 'full-house.env')).mode & 0o777).toBe(0o600);
  const env = environmentIn(into);
  const config = readConfig(env);
  expect(config).toMatchObject({ logReplicas: 3, natsCa: '/etc/full-house/ca.pem' });
  expect(addressFromUrl(config.natsUrl ?? '').servers).toEqual([
    'tls://nats1.example.org:4222',
    'tls://192.0.2.2:4222',
    'tls://[2001:db8::3]:4222',
  ]);
  // Each a secret of its own, made for this cluster.
  const keys = [config.staffToken, config.sessionKey, config.ticketKey, config.pinKey];
  expect(new Set(keys).size).toBe(4);
  expect(keys).not.toContain(undefined);
  expect(await cluster(into, 'a', 'b', 'c')).toMatch(/is there already/);
});

test('a house that moves keeps its keys', async () => {
  const house = join(folder, 'house');
  mkdirSync(house);
  for (const name of ['staff-token', 'session-key'])
    writeFileSync(join(house, name), `${name}-of-the-house-that-moves\n`);
  expect(await cluster(join(folder, 'moved'), 'a', 'b', 'c', '--keys', house)).toMatch(
    /does not have the keys.*ticket-key/,
  );
  expect(existsSync(join(folder, 'moved'))).toBe(false);
  writeFileSync(join(house, 'ticket-key'), 'ticket-key-of-the-house-that-moves\n');
  writeFileSync(join(house, 'pin-key'), 'pin-key-of-the-house-that-moves-too\n');
  await cluster(join(folder, 'moved'), 'a', 'b', 'c', '--keys', house);
  expect(environmentIn(join(folder, 'moved'))).toMatchObject({
    FULL_HOUSE_STAFF_TOKEN: 'staff-token-of-the-house-that-moves',
    FULL_HOUSE_SESSION_KEY: 'session-key-of-the-house-that-moves',
    FULL_HOUSE_TICKET_KEY: 'ticket-key-of-the-house-that-moves',
    FULL_HOUSE_PIN_KEY: 'pin-key-of-the-house-that-moves-too',
  });
});

test('what makes no cluster is refused, and nothing is written', async () => {
  const refused = [
    cluster(join(folder, 'refused'), 'a', 'b', 'c', '--port', '5000', '--route-port', '5000'),
    cluster(join(folder, 'refused'), 'a', 'b', 'A'),
  ];
  expect(await Promise.all(refused)).toEqual([
    expect.stringMatching(/are the same/),
    expect.stringMatching(/each host once/),
  ]);
  expect(existsSync(join(folder, 'refused'))).toBe(false);
});
