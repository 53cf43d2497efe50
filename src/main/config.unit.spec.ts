import { describe, expect, test } from 'vitest';
import { homedir } from 'node:os';
import { readConfig } from '../../server/config.ts';
import { readKioskConfig } from './config.ts';

const read = (env: Record<string, string>) => readKioskConfig(env, '/home/clerk', 'linux');

describe('the environment of the desktop app', () => {
  test('needs nothing', () => {
    expect(read({})).toMatchObject({
      dataFolder: '/home/clerk/.local/share/full-house',
      natsUrl: undefined,
      natsCa: undefined,
      natsSeed: undefined,
      logPort: 4681,
      policy: { holdMs: 300_000, checkoutMs: 600_000, limitMs: 1_800_000, maxSeats: 40 },
      graceMs: 60_000,
      locale: 'en-GB',
      currency: 'EUR',
      node: undefined,
    });
  });

  test.each<NodeJS.Platform>(['linux', 'darwin', 'win32'])('agrees with the server’s on %s', (platform) => {
    const env = { FULL_HOUSE_HOLD_SECONDS: '90', FULL_HOUSE_GRACE_SECONDS: '5.5', FULL_HOUSE_CURRENCY: 'CHF' };
    const ours = readKioskConfig(env, homedir(), platform);
    const { policy, ...theirs } = readConfig(env, platform);
    expect(ours.dataFolder).toBe(theirs.dataFolder);
    expect({ ...ours.policy, maxSeats: 0 }).toEqual({ ...policy, maxSeats: 0 });
    expect(ours).toMatchObject({
      graceMs: theirs.graceMs,
      currency: theirs.currency,
      locale: theirs.locale,
      logReplicas: theirs.logReplicas,
    });
  });

  test.each([
    ['FULL_HOUSE_HOLD_SECONDS', 'soon', 'number of seconds'],
    ['FULL_HOUSE_GRACE_SECONDS', '-1', 'number of seconds'],
    ['FULL_HOUSE_LOG_REPLICAS', '2', '1, 3 or 5'],
    ['FULL_HOUSE_LOCALE', 'not a tag', 'language tag'],
    ['FULL_HOUSE_CURRENCY', 'EURO', 'ISO 4217'],
  ])('%s=%s is refused with what to write', (name, value, wanted) => {
    expect(() => read({ [name]: value })).toThrow(name);
    expect(() => read({ [name]: value })).toThrow(wanted);
  });
});
