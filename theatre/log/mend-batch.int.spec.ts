import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Log } from './connection.ts';
import { mendLastBatch } from './mend-batch.ts';
import { STREAM } from './subjects.ts';
import { boxOffice, openScreening, planOf, type BoxOffice } from './testing/box-office.ts';
import { testLog, type TestLog } from './testing/test-log.ts';

let house: TestLog;
let log: Log;
let office: BoxOffice;
beforeAll(async () => {
  house = await testLog();
  log = await house.connect();
  office = boxOffice(log);
});
afterAll(async () => {
  await office.close();
  await house.dispose();
});

/** The log as a copy of it that ends at a sequence. */
function endingAt(last: number): Log {
  const { streams } = log.manager;
  const info = async () => {
    const whole = await streams.info(STREAM);
    return { ...whole, state: { ...whole.state, last_seq: last } };
  };
  const manager = { streams: { info, getMessage: streams.getMessage.bind(streams) } } as unknown as Log['manager'];
  const { connection } = log;
  return {
    connected: true,
    link: 0,
    connection,
    manager,
    onStatus: () => () => undefined,
    close: () => Promise.resolve(),
  };
}

it('schedules the ends again that a copy cut off, and nothing where it ends with a whole batch', async () => {
  await openScreening(office.desk, 'cut', planOf(1, 10));
  const opened = (await log.manager.streams.info(STREAM)).state.last_seq;
  // Handed in together, they land in one batch: four selections, then the ends of four holds.
  await Promise.all(
    [1, 2, 3, 4].map((at) =>
      office.desk.submit('cut', { type: 'toggle', viewerId: `viewer-${at}`, seatId: `C-A${at}` }),
    ),
  );
  expect((await log.manager.streams.info(STREAM)).state.last_seq).toBe(opened + 8);

  expect(await mendLastBatch(endingAt(opened))).toBe(0);
  expect(await mendLastBatch(endingAt(opened + 8))).toBe(0);
  expect(await mendLastBatch(endingAt(opened + 3))).toBe(3);
  // Also those that the copy has already: a later schedule of a hold takes the place of the earlier one.
  expect(await mendLastBatch(endingAt(opened + 6))).toBe(4);
  const { state } = await log.manager.streams.info(STREAM, { subjects_filter: 'theatre.expiry.cut.>' });
  expect(Object.keys(state.subjects ?? {}).sort()).toEqual([1, 2, 3, 4].map((at) => `theatre.expiry.cut.viewer-${at}`));
  const again = await log.manager.streams.getMessage(STREAM, { last_by_subj: 'theatre.expiry.cut.viewer-1' });
  expect(again?.header.get('Nats-Schedule')).toMatch(/^@at /);
  expect(again?.header.get('Nats-Schedule-Target')).toBe('theatre.screening.cut.ledger');
});
