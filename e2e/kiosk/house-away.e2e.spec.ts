/** A kiosk of another's house that is started while that house is away. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashPin } from '../../src/main/pin.ts';
import { pinKeyOf } from '../../src/main/pin-key.ts';
import { ALWAYS, makeAuthority } from '../../theatre/certificate.ts';
import { newKey } from '../../theatre/log/lan/new-key.ts';
import { removeFolder, temporaryFolder } from '../fixtures/folder.ts';
import { expect, test } from '../fixtures/test.ts';
import { isReady } from './counter.ts';

/** A data folder as a kiosk has it that joined a house, and whose house nobody answers for. */
async function joinedFolder(): Promise<string> {
  const data = temporaryFolder('joined');
  const house = join(data, 'house');
  mkdirSync(house, { recursive: true });
  const key = pinKeyOf(house, { pinKey: undefined, sessionKey: undefined });
  const put = (name: string, text: string) => writeFileSync(join(house, name), text, { mode: 0o600 });
  put('joined.json', JSON.stringify({ name: 'Foyer', server: '127.0.0.1:1', since: Date.now() }));
  put('house-ca.pem', (await makeAuthority('a house', ALWAYS)).cert);
  put('house.seed', newKey().seed);
  put('kiosk-id', 'kiosk-0123456789ab');
  put('managers.json', JSON.stringify([await hashPin('4711', key)]));
  return data;
}

test('is taken out of it by a manager whom it knows, and by nobody else', async ({ openKiosk }) => {
  const data = await joinedFolder();
  const kiosk = await openKiosk({ data });
  const { window } = kiosk;
  try {
    await expect(window.locator('#log-status')).toHaveText(/^Log lost since/);
    // What the window leaves out, main asks for as well.
    const answer = await window.evaluate(() => self.fullHouse.leaveHouse({}));
    expect(answer).toMatchObject({ done: false, problem: { reason: 'needs-pin' } });
    await window.keyboard.press('Shift+F2');
    await window.keyboard.press('l');
    await expect(window.locator('input[name=pin]')).toBeFocused();
    await window.keyboard.type('1234');
    await window.keyboard.press('Enter');
    await expect(window.getByRole('alert').getByText('That is not the PIN of a manager')).toBeVisible();
    await window.keyboard.type('4711');
    await window.keyboard.press('Enter');
    await isReady(window);
    await expect(window.getByText('No screenings yet')).toBeVisible();
  } finally {
    await kiosk.close();
    removeFolder(data);
  }
});

test('and whose own house cannot be opened says so and ends', async ({ openKiosk }) => {
  const data = await joinedFolder();
  const kiosk = await openKiosk({ data });
  const { app, window, printed } = kiosk;
  try {
    await app.evaluate(({ dialog }) => {
      dialog.showErrorBox = () => undefined;
    });
    writeFileSync(join(data, 'pin-key'), 'too short\n');
    const ended = new Promise((resolve) => app.process().once('exit', resolve));
    await window.evaluate(() => self.fullHouse.leaveHouse({ pin: '4711' }));
    expect(await ended).toBe(1);
    expect(printed.text).toContain('Full House cannot open:');
    expect(printed.text).toContain('does not hold a key of at least 32 characters');
  } finally {
    await kiosk.close().catch(() => undefined);
    removeFolder(data);
  }
});
