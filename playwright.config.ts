import { defineConfig, devices } from '@playwright/test';
import { systemChromium } from './scripts/chromium.ts';

const executablePath = systemChromium();

export default defineConfig({
  testMatch: '**/*.e2e.spec.ts',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  // Each test runs a theatre of its own (a server, a log, a browser or an Electron): two are what two cores carry.
  workers: 2,
  // Limits on what is wrong, not on how fast: a test that passes waits for none of them.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // The browser is to speak to the theatre and to nobody else.
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'patrons', testDir: 'e2e/patrons' },
    { name: 'kiosk', testDir: 'e2e/kiosk' },
    { name: 'packaged', testDir: 'e2e/packaged' },
  ],
});
