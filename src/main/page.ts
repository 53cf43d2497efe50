/** The window's page, served under a scheme of its own: unlike `file:`, it has an origin and headers. */
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { protocol } from 'electron';

const SCHEME = 'app';
const HOST = 'full-house';
export const ORIGIN = `${SCHEME}://${HOST}`;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** Once the app is ready: answers from the folder, and with nothing but what is in it. */
export function servePage(folder: string): void {
  protocol.handle(SCHEME, async ({ url, method }) => {
    try {
      const { host, pathname } = new URL(url);
      const path = join(folder, decodeURIComponent(pathname));
      const type = TYPES[extname(path)];
      if (method !== 'GET' || host !== HOST || !path.startsWith(folder + sep) || !type) return nothingHere();
      const body = await readFile(path);
      return new Response(body, {
        headers: {
          'content-type': type,
          'content-security-policy': POLICY,
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cache-control': 'no-store',
        },
      });
    } catch {
      return nothingHere();
    }
  });
}

function nothingHere(): Response {
  return new Response('There is nothing here.', { status: 404, headers: { 'content-type': 'text/plain' } });
}
