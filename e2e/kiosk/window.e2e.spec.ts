import { expect, test } from '../fixtures/test.ts';

test('the app opens one window, and its page has neither Node nor Electron', async ({ openKiosk }) => {
  const { app, window } = await openKiosk();

  await expect(window).toHaveTitle(/Full House/);
  await expect(window.locator('#app')).not.toBeEmpty();
  expect(app.windows()).toHaveLength(1);
  expect(await window.evaluate(() => ['process', 'require', 'module'].filter((name) => name in globalThis))).toEqual(
    [],
  );
});
