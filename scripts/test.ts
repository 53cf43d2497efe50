import { audit } from './audit.ts';
import { check } from './check.ts';
import { count, forget, vitest } from './counts.ts';
import { buildForE2e, runE2e } from './e2e.ts';
import { prepareTests } from './prepare.ts';
import { timed } from './steps.ts';

forget();

// Everything, in the order in which it is cheapest to hear of a failure; one does not keep the rest from running.
const passed = [
  await check(),
  await timed('known faults of packages', () => Promise.resolve(audit())),
  await timed('what the tests need', () => succeeds(prepareTests)),
  // The builds take the time in which the integration tests wait.
  ...(await Promise.all([
    timed('builds and the package', () => succeeds(buildForE2e)),
    timed('integration tests', () => vitest('int')),
  ])),
  await timed('end-to-end tests', () => succeeds(runE2e)),
].every(Boolean);

async function succeeds(run: () => Promise<unknown>): Promise<boolean> {
  try {
    return (await run()) !== false;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

const counts = count(['unit', 'int', 'e2e']);
if (counts.skipped > 0) console.log(`${counts.skipped} skipped`);
if (!passed) console.log('Not everything passed: see FAILED above.');
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = passed && counts.failed === 0 ? 0 : 1;
