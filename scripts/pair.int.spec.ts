import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { addressFromUrl } from '../theatre/log/address.ts';
import { openLog } from '../theatre/log/connection.ts';
import { startEmbeddedLog } from '../theatre/log/embedded.ts';
import { LogRefused } from '../theatre/log/errors.ts';
import { HouseNetwork } from '../theatre/log/lan/house-network.ts';
import { freePort } from '../theatre/log/testing/free-port.ts';

const run = promisify(execFile);

it('lets a reader into a house that is running, with what it writes, and cuts it off again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'full-house-pair-'));
  const port = await freePort();
  const embedded = await startEmbeddedLog({ folder: join(folder, 'log') });
  const network = await HouseNetwork.start({ embedded, host: '127.0.0.1', port, onProblem: console.error });
  const pair = (...args: string[]) =>
    run(process.execPath, [join(import.meta.dirname, 'pair.ts'), ...args], {
      cwd: folder,
      env: { ...process.env, FULL_HOUSE_DATA: folder, FULL_HOUSE_LOG_PORT: String(port), NATS_URL: '' },
    });
  try {
    await (await openLog({ address: embedded.address, name: 'owner' })).close();
    await pair('--role', 'reader', 'board', '--host', '127.0.0.1');
    for (const file of ['house.env', 'house.seed', 'house-ca.pem'])
      expect((await stat(join(folder, 'board', file))).mode & 0o777).toBe(0o600);
    const env = await readFile(join(folder, 'board', 'house.env'), 'utf8');
    expect(env).not.toMatch(/TOKEN|SESSION|TICKET/);
    const [, url = ''] = /^NATS_URL=(.*)$/m.exec(env) ?? [];
    const address = addressFromUrl(url, join(folder, 'board', 'house-ca.pem'), join(folder, 'board', 'house.seed'));
    // The house looks at its list twice a second.
    await expect.poll(() => network.port).toBe(port);
    const log = await openLog({ address, name: 'board' });
    expect(log.connected).toBe(true);

    const [id = ''] = /reader-\w+/.exec((await pair()).stdout) ?? [];
    await pair('--revoke', id);
    await expect.poll(() => log.refused).toBe(true);
    await log.close();
    await expect(openLog({ address, name: 'board' })).rejects.toThrow(LogRefused);
    await expect(pair('--revoke', id)).rejects.toThrow(`Nobody here is ${id}`);
    await expect(pair('--role', 'kiosk', 'x')).rejects.toThrow('usage');
  } finally {
    await network.stop();
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
