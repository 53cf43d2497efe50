/** One place for thresholds: the rules for Prometheus say the same as the page. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as limits from './limits.ts';

const rules = readFileSync(join(import.meta.dirname, '../../deploy/alerts.yml'), 'utf8');

const tests = readFileSync(join(import.meta.dirname, '../../deploy/alerts.test.yml'), 'utf8');

/** What a rule compares with, and for how long. */
function ruleOf(alert: string): { readonly expr: string; readonly forMs: number } {
  const [, text = ''] = new RegExp(`- alert: ${alert}\\n((?: {8}.*\\n)+)`).exec(rules) ?? [];
  const [, expr = ''] = /expr: (.*)/.exec(text) ?? [];
  const [, minutes = '0'] = /for: (\d+)m/.exec(text) ?? [];
  return { expr, forMs: Number(minutes) * 60_000 };
}

test.each([
  ['DatabaseBehind', `> ${limits.FAR_BEHIND}`, limits.FAR_BEHIND_MS],
  ['ScreensLate', `> ${limits.SCREENS_LATE_MS / 1000}`, limits.SCREENS_LATE_FOR_MS],
  ['SalesUnsettled', `[${limits.LATELY_MS / 60_000}m])) > ${limits.UNSETTLED_MANY}`, 0],
  ['ManyRefusals', `> ${limits.REJECTED_MANY / (limits.LATELY_MS / 1000)}`, limits.LATELY_MS],
])('%s', (alert, compares, forMs) => {
  expect(ruleOf(alert).expr).toContain(compares);
  expect(ruleOf(alert).forMs).toBe(forMs);
});

test('each alert is tried, firing and not: promtool test rules deploy/alerts.test.yml', () => {
  const alerts = Array.from(rules.matchAll(/- alert: (\w+)/g), ([, name]) => name);
  expect(alerts.length).toBeGreaterThan(10);
  for (const alert of alerts) {
    expect(tests).toContain(`alertname: ${alert}, exp_alerts: [] }`);
    expect(tests).toMatch(new RegExp(`alertname: ${alert}\n +exp_alerts:\n +- exp_labels`));
  }
});

// Where Prometheus is installed, as on the machine of whoever changes a rule.
const promtool = spawnSync('promtool', ['--version']).status === 0;
test.runIf(promtool)('and promtool finds them so', () => {
  const ran = spawnSync('promtool', ['test', 'rules', 'alerts.test.yml'], {
    cwd: join(import.meta.dirname, '../../deploy'),
    encoding: 'utf8',
  });
  expect({ status: ran.status, said: ran.stdout + ran.stderr }).toMatchObject({ status: 0 });
});
