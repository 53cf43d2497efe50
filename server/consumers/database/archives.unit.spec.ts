import { expect, test } from 'vitest';
import type { Log } from '../../../theatre/log/connection.ts';
import { LogUnreachable } from '../../../theatre/log/errors.ts';
import { patient } from './archives.ts';

const logThatIs = (closed: boolean) => ({ connection: { isClosed: () => closed } }) as unknown as Log;

/** Rejects the first times, with these. */
function keysAfter(...failures: Error[]) {
  return {
    async read(ids: Iterable<string>) {
      const failure = failures.shift();
      if (failure) throw failure;
      return new Map([...ids].map((id) => [id, new Uint8Array([1])]));
    },
  };
}

const away = () => new LogUnreachable('There is no connection to the log.');

test('keys that the log does not give for a moment are asked for again, without a word', async () => {
  const told: string[] = [];
  const keys = patient(keysAfter(away(), away()), logThatIs(false), (problem) => told.push(problem));
  expect([...(await keys.read(['a', 'b'])).keys()]).toEqual(['a', 'b']);
  expect(told).toEqual([]);
});

test('nothing is waited for that no waiting mends', async () => {
  const tell = () => undefined;
  await expect(patient(keysAfter(away()), logThatIs(true), tell).read(['a'])).rejects.toThrow(LogUnreachable);
  await expect(patient(keysAfter(new Error('a fault')), logThatIs(false), tell).read(['a'])).rejects.toThrow('a fault');
});
