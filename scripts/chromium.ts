import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { onPath } from './steps.ts';

/** The Chromium for the tests: Playwright's own where it was downloaded (undefined), else the path of the system's. */
export function systemChromium(): string | undefined {
  if (existsSync(chromium.executablePath())) return undefined;
  return onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome');
}

/** Whether there is a Chromium at all, Playwright's or the system's. */
export function chromiumInstalled(): boolean {
  return existsSync(chromium.executablePath()) || systemChromium() !== undefined;
}
