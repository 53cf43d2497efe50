import { expect, test } from 'vitest';
import { testCluster } from './testing/test-cluster.ts';

test('a program that comes before the last node of a new cluster waits for it', { timeout: 60_000 }, async () => {
  const cluster = await testCluster(undefined, 2);
  try {
    // The two that are there agree on a leader, who finds no room for three copies.
    await expect.poll(() => cluster.metaLeader(), { timeout: 20_000 }).toBeGreaterThanOrEqual(0);
    const opened = cluster.connect('early').then(({ connected }) => connected, String);
    expect(await Promise.race([opened, new Promise((resolve) => setTimeout(resolve, 1000, 'waits'))])).toBe('waits');
    cluster.revive(2);
    expect(await opened).toBe(true);
  } finally {
    await cluster.dispose();
  }
});
