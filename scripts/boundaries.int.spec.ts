import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Files that break a rule of the house, each with the rule that has to say so. A linter that finds nothing is no linter. */
const faults: Record<string, { source: string; rule: string }> = {
  'theatre/seating/outside.ts': { source: `import '../log/connect.ts';`, rule: 'no-restricted-imports' },
  'theatre/seating/plans/outside.ts': { source: `import '../../log/connect.ts';`, rule: 'no-restricted-imports' },
  'theatre/screening/npm.ts': { source: `import 'zod';`, rule: 'no-restricted-imports' },
  'theatre/screening/node.ts': { source: `import 'node:crypto';`, rule: 'no-restricted-imports' },
  'theatre/screening/clock.ts': { source: `export const now = () => Date.now();`, rule: 'no-restricted-globals' },
  'theatre/screening/dice.ts': { source: `export const roll = () => Math.random();`, rule: 'no-restricted-properties' },
  'theatre/screening/replay.ts': { source: `import '../replay/night.ts';`, rule: 'no-restricted-imports' },
  'theatre/house/log.ts': { source: `import '../log/follow.ts';`, rule: 'no-restricted-imports' },
  'theatre/house/clock.ts': { source: `export const now = () => Date.now();`, rule: 'no-restricted-globals' },
  'theatre/replay/log.ts': { source: `import '../log/follow.ts';`, rule: 'no-restricted-imports' },
  'theatre/replay/node.ts': { source: `import 'node:fs';`, rule: 'no-restricted-imports' },
  'theatre/replay/clock.ts': { source: `export const now = () => Date.now();`, rule: 'no-restricted-globals' },
  'theatre/people/clock.ts': { source: `export const now = () => Date.now();`, rule: 'no-restricted-globals' },
  'theatre/till/log.ts': { source: `import '../log/unit-ledger.ts';`, rule: 'no-restricted-imports' },
  'theatre/mail/log.ts': { source: `import '../log/follow.ts';`, rule: 'no-restricted-imports' },
  'theatre/contract/node.ts': { source: `import 'node:fs';`, rule: 'no-restricted-imports' },
  'theatre/ticket/log.ts': { source: `import '../log/follow.ts';`, rule: 'no-restricted-imports' },
  'theatre/archive/log.ts': { source: `import '../log/follow.ts';`, rule: 'no-restricted-imports' },
  'theatre/log/server.ts': { source: `import '../../server/main.ts';`, rule: 'no-restricted-imports' },
  'theatre/log/batch.ts': {
    source: `import { startBatch } from '@nats-io/jetstream';\nexport const batch = startBatch;`,
    rule: 'no-restricted-imports',
  },
  'server/routes/nats.ts': { source: `import '@nats-io/transport-node';`, rule: 'no-restricted-imports' },
  'server/live/sqlite.ts': { source: `import 'better-sqlite3';`, rule: 'no-restricted-imports' },
  'server/consumers/mail/other.ts': { source: `import '../database/open.ts';`, rule: 'no-restricted-imports' },
  'server/consumers/mail/sqlite.ts': { source: `import 'better-sqlite3';`, rule: 'no-restricted-imports' },
  'src/main/server.ts': { source: `import '../../server/main.ts';`, rule: 'no-restricted-imports' },
  'src/preload/main-side.ts': {
    source: `import { app } from 'electron';\nexport const name = app;`,
    rule: 'no-restricted-imports',
  },
  'src/preload/screening.ts': {
    source: `import '../../theatre/screening/evolve.ts';`,
    rule: 'no-restricted-imports',
  },
  'src/renderer/electron.ts': { source: `import 'electron';`, rule: 'no-restricted-imports' },
  'src/renderer/node.ts': { source: `import 'fs';`, rule: 'no-nodejs-modules' },
  'src/renderer/view/server.tsx': { source: `import '../../../server/main.ts';`, rule: 'no-restricted-imports' },
  'e2e/batch.ts': {
    source: `import { startBatch } from '@nats-io/jetstream';\nexport const batch = startBatch;`,
    rule: 'no-restricted-imports',
  },
  'server/cycle-a.ts': { source: `import './cycle-b.ts';\nexport const a = 1;`, rule: 'no-cycle' },
  'server/cycle-b.ts': { source: `import './cycle-a.ts';\nexport const b = 1;`, rule: 'no-cycle' },
  'server/floating.ts': {
    source: `const later = async () => 1;\nexport const go = () => {\n  later();\n};`,
    rule: 'no-floating-promises',
  },
  'server/misused.ts': {
    source: `const later = async () => true;\nexport const go = () => (later() ? 1 : 2);\n[1].forEach(async () => {});`,
    rule: 'no-misused-promises',
  },
};

/** What has to stay allowed, or the rules would be bypassed by comment before long. */
const allowed: Record<string, string> = {
  'theatre/seating/plan.ts': `import './seat-id.ts';`,
  'theatre/seating/plans/opera.ts': `import '../plan.ts';`,
  'theatre/screening/state.ts': `import '../seating/plan.ts';\nimport './events.ts';`,
  'theatre/screening/evolve.unit.spec.ts': `import 'vitest';\nimport 'fast-check';`,
  'theatre/replay/night.ts': `import './scene.ts';\nimport '../screening/evolve.ts';\nimport '../seating/plan.ts';`,
  'theatre/ticket/code.ts': `import 'node:crypto';\nimport 'qr';\nimport './base32.ts';\nimport '../seating/plan.ts';`,
  'theatre/till/report.ts': `import './events.ts';\nimport '../screening/events.ts';`,
  'theatre/archive/file.ts': `import 'node:zlib';\nimport 'zod';\nimport '../contract/log.ts';\nimport '../replay/night.ts';`,
  'theatre/contract/ipc.ts': `import 'zod';\nimport '../screening/events.ts';`,
  'theatre/log/append.ts': `import { jetstream } from '@nats-io/jetstream';\nexport const used = jetstream;\nimport 'node:crypto';\nimport '../screening/events.ts';`,
  'server/consumers/database/open.ts': `import 'better-sqlite3';\nimport './schema.ts';`,
  'server/routes/book.ts': `import 'fastify';\nimport '../../theatre/log/desk.ts';\nimport '../consumers/database/queries.ts';`,
  'src/main/window.ts': `import 'electron';\nimport 'node:path';\nimport '../../theatre/log/desk.ts';`,
  'src/preload/index.ts': `import { contextBridge, ipcRenderer } from 'electron';\nimport '../../theatre/contract/ipc.ts';\nexport const used = [contextBridge, ipcRenderer];`,
  'src/renderer/main.tsx': `import 'solid-js';\nimport '../../theatre/screening/evolve.ts';\nimport '../../theatre/contract/ipc.ts';`,
};

describe('the linter', () => {
  let folder: string;
  let found: Map<string, string[]>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'full-house-lint-'));
    for (const name of ['.oxlintrc.json', 'tsconfig.json']) copyFileSync(join(root, name), join(folder, name));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const sources = Object.entries(faults).map(([path, { source }]) => [path, source] as const);
    for (const [path, source] of [...sources, ...Object.entries(allowed)]) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), `${source}\n`);
    }
    found = lint(folder);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(Object.entries(faults))('finds the fault in %s', (path, { rule }) => {
    expect(found.get(path) ?? []).toContainEqual(expect.stringContaining(rule));
  });

  test.each(Object.keys(allowed))('lets %s pass', (path) => {
    expect(found.get(path) ?? []).toEqual([]);
  });
});

/** Rules reported for each file below the folder. Throws if oxlint says something that is no report. */
function lint(folder: string): Map<string, string[]> {
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  let report: string;
  try {
    report = execFileSync(process.execPath, [oxlint, '--type-aware', '--format', 'json'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    report = (error as { stdout: string }).stdout;
  }
  const { diagnostics } = JSON.parse(report) as { diagnostics: { code: string; filename: string }[] };
  const found = new Map<string, string[]>();
  for (const { code, filename } of diagnostics) found.set(filename, [...(found.get(filename) ?? []), code]);
  return found;
}
