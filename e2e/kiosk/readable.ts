import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds on the window as it is, in a line each. */
export async function faults(window: Page): Promise<string[]> {
  // An Electron window has no second page for axe to gather its results in.
  const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes
      .slice(0, 3)
      .map(({ target, failureSummary }) => `${impact} ${id} ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
