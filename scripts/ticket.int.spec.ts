import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signTicket } from '../theatre/ticket/code.ts';
import { publicKeyPem, ticketKeys } from '../theatre/ticket/keys.ts';
import { environment, node, root } from './steps.ts';

const { privateKey, publicKey } = ticketKeys('a secret of this house, long enough');
const code = signTicket({ screeningId: 'macbeth-1', order: '7K3M-XY2Q', seatId: 'C-B5', issue: 2 }, privateKey);
let folder: string;
let key: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'full-house-ticket-'));
  key = join(folder, 'house.pem');
  writeFileSync(key, publicKeyPem(publicKey));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) =>
  new Promise<{ code: number; said: string }>((resolve) => {
    execFile(node, ['scripts/ticket.ts', ...args], { cwd: root, env: environment({}) }, (error, out, complained) =>
      resolve({ code: error ? Number(error.code) : 0, said: out + complained }),
    );
  });

it('a ticket is verified by a command with the public key alone', async () => {
  const [good, forged, noKey, wrong] = await Promise.all([
    run('verify', code, '--key', key),
    run('verify', code.replace('C-B5', 'C-A1'), '--key', key),
    run('verify', code, '--key', join(folder, 'none.pem')),
    run('verify', code),
  ]);
  expect(good).toEqual({ code: 0, said: 'Genuine: C-B5 of macbeth-1, order 7K3M-XY2Q, issue 2\n' });
  expect(forged).toEqual({ code: 1, said: expect.stringContaining('Not genuine') as string });
  expect(noKey.code).toBe(2);
  expect(wrong).toEqual({ code: 2, said: expect.stringContaining('usage') as string });
});
