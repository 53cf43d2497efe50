/** The window of a packaged app, seen as Chromium's own tools see it: its fuses let nobody in the way Playwright comes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';

export interface Window {
  /** The value of an expression in the page; promises are waited for. */
  evaluate<T>(expression: string): Promise<T>;
  press(key: string): Promise<void>;
  close(): void;
}

/** Connects to the one page of an app that was started with `--remote-debugging-port=0` and this profile. */
export async function windowOf(profile: string): Promise<Window> {
  let url = '';
  await expect(async () => {
    const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
    const pages = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
      type: string;
      url: string;
      webSocketDebuggerUrl: string;
    }[];
    url = pages.find((page) => page.type === 'page' && page.url.startsWith('app://'))?.webSocketDebuggerUrl ?? '';
    expect(url).not.toBe('');
  }).toPass({ timeout: 30_000 });
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  let last = 0;
  const waiting = new Map<number, (message: { result?: unknown; error?: { message: string } }) => void>();
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as { id?: number };
    if (message.id !== undefined) waiting.get(message.id)?.(message as never);
  });
  const ask = (method: string, params: Record<string, unknown>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)));
      socket.send(JSON.stringify({ id, method, params }));
    });
  return {
    async evaluate<T>(expression: string) {
      const params = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = (await ask('Runtime.evaluate', params)) as {
        result: { value: T };
        exceptionDetails?: { text: string };
      };
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return result.value;
    },
    async press(key: string) {
      const text = key.length === 1 ? { text: key } : key === 'Enter' ? { text: '\r' } : {};
      await ask('Input.dispatchKeyEvent', { type: 'keyDown', key, ...text });
      await ask('Input.dispatchKeyEvent', { type: 'keyUp', key });
    },
    close: () => socket.close(),
  };
}
