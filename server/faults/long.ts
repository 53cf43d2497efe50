/** How much of it: a short form with every test run, a long one for `npm run test:faults`. */
export const long = process.env['FULL_HOUSE_FAULTS'] === 'long';

/** How often each fault strikes. */
export const ROUNDS = long ? 5 : 1;

/**
 * In the short form other tests run beside it, and what they take at that very moment is in no measure of the machine: late is what takes
 * so many times as long as promised. The promise itself is kept to in the long form.
 */
export const LENIENCE = long ? 1 : 3;

/** Of one test, in milliseconds. */
export const TIMEOUT = long ? 400_000 : 120_000;

const SESSION_KEY = 'one-key-for-every-server-of-a-test';
const TOKEN = 'token-of-the-staff';

/** Of every server in the run. */
export const env = {
  FULL_HOUSE_SESSION_KEY: SESSION_KEY,
  FULL_HOUSE_STAFF_TOKEN: TOKEN,
  FULL_HOUSE_RATE_LIMIT: 'off',
} as const;

/** The same, as the storm and its verdict need it. */
export const secrets = { token: TOKEN, sessionKey: SESSION_KEY } as const;

/** Closes what a test opened, the last first, and all of it even where one fails. */
export async function closeAll(closers: (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closers.splice(0).reverse()) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '));
}
