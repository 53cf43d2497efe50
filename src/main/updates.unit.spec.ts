import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followUpdates, type Updater } from './updates.ts';

class FakeUpdater extends EventEmitter {
  autoDownload = false;
  autoInstallOnAppQuit = false;
  allowDowngrade = true;
  checks = 0;
  answer: Error | undefined;
  broken: Error | undefined;
  checkForUpdates(): ReturnType<Updater['checkForUpdates']> {
    this.checks++;
    if (this.broken) return Promise.resolve({ downloadPromise: Promise.reject(this.broken) });
    return this.answer ? Promise.reject(this.answer) : Promise.resolve(null);
  }
}

describe('newer versions', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are looked for at the start and every six hours, and put in when the app is closed', async () => {
    const updater = new FakeUpdater();
    const ready: string[] = [];
    const stop = followUpdates({
      updater: updater as Updater,
      onReady: (version) => ready.push(version),
      say: () => undefined,
    });
    expect(updater).toMatchObject({ checks: 1, autoDownload: true, autoInstallOnAppQuit: true, allowDowngrade: false });
    await vi.advanceTimersByTimeAsync(12 * 3_600_000);
    expect(updater.checks).toBe(3);
    updater.emit('update-downloaded', { version: '1.2.3' });
    expect(ready).toEqual(['1.2.3']);
    stop();
    await vi.advanceTimersByTimeAsync(12 * 3_600_000);
    expect(updater.checks).toBe(3);
  });

  it('that cannot be looked for are told of once', async () => {
    const updater = new FakeUpdater();
    updater.answer = new Error('no such host');
    const said: string[] = [];
    const stop = followUpdates({
      updater: updater as Updater,
      onReady: () => undefined,
      say: (line) => said.push(line),
    });
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    stop();
    expect(said).toEqual(['No newer version could be looked for: no such host']);
  });

  it('that are not what was announced are told of and left', async () => {
    const updater = new FakeUpdater();
    updater.broken = new Error('sha512 checksum mismatch');
    const [said, ready]: [string[], string[]] = [[], []];
    const stop = followUpdates({
      updater: updater as Updater,
      onReady: (version) => ready.push(version),
      say: (line) => said.push(line),
    });
    await vi.advanceTimersByTimeAsync(1);
    stop();
    expect([said, ready]).toEqual([['No newer version could be looked for: sha512 checksum mismatch'], []]);
  });
});
