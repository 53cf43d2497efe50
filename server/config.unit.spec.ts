import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError, readConfig, userDataFolder } from './config.ts';
import { openDataFolder } from './data-folder.ts';

describe('the environment', () => {
  test('may be empty: everything has a default', () => {
    const config = readConfig({ HOME: '/home/anna' }, 'linux');
    expect(config).toMatchObject({
      port: 4680,
      host: '0.0.0.0',
      natsUrl: undefined,
      logReplicas: 1,
      policy: { holdMs: 300_000, checkoutMs: 600_000, limitMs: 1_800_000, maxSeats: 8 },
      graceMs: 60_000,
      rateLimit: true,
      currency: 'EUR',
      locale: 'en-GB',
      trustProxy: false,
      tls: undefined,
    });
  });

  test('an empty variable counts as one that is not there', () => {
    expect(readConfig({ PORT: '', NATS_URL: ' ' })).toMatchObject({ port: 4680, natsUrl: undefined });
  });

  test.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['HOST', 'a b'],
    ['FULL_HOUSE_HOLD_SECONDS', '0'],
    ['FULL_HOUSE_HOLD_SECONDS', '5 minutes'],
    ['FULL_HOUSE_HOLD_SECONDS', '1e3'],
    ['FULL_HOUSE_CHECKOUT_SECONDS', 'NaN'],
    ['FULL_HOUSE_GRACE_SECONDS', '-3'],
    ['FULL_HOUSE_MAX_SEATS', '0'],
    ['FULL_HOUSE_MAX_SEATS', '2.5'],
    ['FULL_HOUSE_RATE_LIMIT', 'false'],
    ['FULL_HOUSE_ADDRESS_PERCENT', '101'],
    ['FULL_HOUSE_LOG_REPLICAS', '2'],
    ['FULL_HOUSE_CURRENCY', 'Euro'],
    ['FULL_HOUSE_CURRENCY', 'QQQ'],
    ['FULL_HOUSE_LOCALE', 'not a locale'],
    ['FULL_HOUSE_TRUST_PROXY', 'yes'],
    ['FULL_HOUSE_TRUST_PROXY', '10.0.0.1, 10.0.0.0/33'],
    ['FULL_HOUSE_TRUST_PROXY', 'fe'],
    ['FULL_HOUSE_TLS', 'yes'],
    ['FULL_HOUSE_STAFF_TOKEN', 'short'],
    ['FULL_HOUSE_SESSION_KEY', 'has spaces in it, though it is long enough'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [name]: value })).toThrow(name);
  });

  test('a secret is never shown in the error about it', () => {
    expect(() => readConfig({ FULL_HOUSE_STAFF_TOKEN: 'hunter2' })).not.toThrow('hunter2');
  });

  test('proxies are off, any, or named', () => {
    expect(readConfig({ FULL_HOUSE_TRUST_PROXY: 'on' }).trustProxy).toBe(true);
    const some = '10.0.0.1, 192.168.0.0/16, ::1';
    expect(readConfig({ FULL_HOUSE_TRUST_PROXY: some }).trustProxy).toBe(some);
  });

  test('a limit below the time of a hold is refused', () => {
    expect(() => readConfig({ FULL_HOUSE_LIMIT_SECONDS: '60' })).toThrow('FULL_HOUSE_LIMIT_SECONDS');
  });

  test('half a certificate is refused, naming the half that is missing', () => {
    expect(() => readConfig({ FULL_HOUSE_TLS_CERT: '/a.pem' })).toThrow('FULL_HOUSE_TLS_KEY is missing');
  });

  test('the data folder is where the system keeps such things', () => {
    expect(userDataFolder({ XDG_DATA_HOME: '/var/data' }, 'linux')).toBe('/var/data/full-house');
    expect(userDataFolder({ XDG_DATA_HOME: 'relative' }, 'linux')).toMatch(/\.local\/share\/full-house$/);
    expect(userDataFolder({}, 'darwin')).toMatch(/Library\/Application Support\/Full House$/);
  });
});

describe('the data folder', () => {
  let parent: string;
  beforeEach(() => (parent = mkdtempSync(join(tmpdir(), 'full-house-config-'))));
  afterEach(() => rmSync(parent, { recursive: true, force: true }));
  const mode = (path: string) => statSync(path).mode & 0o777;

  test('is made with its secrets, for this user alone, and keeps them', () => {
    const config = readConfig({ FULL_HOUSE_DATA: join(parent, 'data') });
    const first = openDataFolder(config);
    expect(first.sessionKey.length).toBeGreaterThanOrEqual(32);
    expect(openDataFolder(config)).toEqual(first);
    expect(mode(config.dataFolder)).toBe(0o700);
    expect(mode(join(config.dataFolder, 'staff-token'))).toBe(0o600);
    expect(mode(join(config.dataFolder, 'session-key'))).toBe(0o600);
    expect(mode(join(config.dataFolder, 'ticket-key'))).toBe(0o600);
    expect(readFileSync(join(config.dataFolder, 'staff-token'), 'utf8').trim()).toBe(first.staffToken);
  });

  test('secrets of the environment come first', () => {
    const secret = 'x'.repeat(40);
    const config = readConfig({
      FULL_HOUSE_DATA: parent,
      FULL_HOUSE_STAFF_TOKEN: secret,
      FULL_HOUSE_SESSION_KEY: secret,
      FULL_HOUSE_TICKET_KEY: secret,
    });
    expect(openDataFolder(config)).toEqual({ staffToken: secret, sessionKey: secret, ticketKey: secret });
  });

  test('a spoiled secret is refused, not replaced', () => {
    writeFileSync(join(parent, 'staff-token'), '');
    expect(() => openDataFolder(readConfig({ FULL_HOUSE_DATA: parent }))).toThrow('staff-token');
  });

  test('a folder that cannot be made is refused with the variable to set', () => {
    const file = join(parent, 'file');
    writeFileSync(file, '');
    expect(() => openDataFolder(readConfig({ FULL_HOUSE_DATA: join(file, 'data') }))).toThrow('FULL_HOUSE_DATA');
  });
});
