import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openLog } from './connection.ts';
import { startEmbeddedLog } from './embedded.ts';
import { boxOffice, openScreening } from './testing/box-office.ts';
import { readLedger } from './testing/read-ledger.ts';
import { smallDisk } from './testing/small-disk.ts';
import { stopwatch } from './testing/stopwatch.ts';

const disk = smallDisk(40);
afterAll(() => disk?.remove());

// Without a small disk there is nothing to fill: filling the machine's own would be no test.
describe.runIf(disk !== undefined)('when the disk is full', () => {
  it('nothing is sold, staff are told why, and it sells again within a second of there being room', async () => {
    const folder = disk?.folder ?? '';
    const problems: string[] = [];
    const embedded = await startEmbeddedLog({
      folder: path.join(folder, 'log'),
      onProblem: (problem) => problems.push(problem),
    });
    const log = await openLog({ address: embedded.address, name: 'full' });
    const office = boxOffice(log);
    const toggle = (viewerId: string, seatId: string) =>
      office.desk.submit('full', { type: 'toggle', viewerId, seatId, id: `${viewerId} ${seatId}` });
    try {
      await openScreening(office.desk, 'full');
      expect(await toggle('viewer-1', 'C-A1')).toMatchObject({ accepted: true });
      const ballast = path.join(folder, 'ballast');
      expect(() => writeFileSync(ballast, Buffer.alloc(60_000_000))).toThrow(/ENOSPC/);
      const answers = await Promise.all(['C-A2', 'C-A3', 'C-A4'].map((seatId) => toggle('viewer-2', seatId)));
      expect(answers).toEqual(Array.from({ length: 3 }, () => expect.objectContaining({ unsettled: true }) as unknown));
      expect(problems).toEqual([expect.stringMatching(/is full: nothing can be sold/)]);
      rmSync(ballast);
      const freed = stopwatch();
      expect(await toggle('viewer-3', 'C-B1')).toMatchObject({ accepted: true });
      expect(freed.within(1000), `${freed.ms} ms`).toBe(true);
      const ids = (await readLedger(embedded.address, 'full')).map(({ event }) => event.commandId);
      expect(ids).toHaveLength(new Set(ids).size);
      expect(ids).toEqual(expect.arrayContaining(['viewer-1 C-A1', 'viewer-3 C-B1']));
    } finally {
      await office.close();
      await log.close();
      await embedded.stop();
    }
  });
});
