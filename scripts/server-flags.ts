/**
 * How the server's Node is started. Ten thousand phones that arrive together leave behind a young generation that V8 keeps
 * for good; bounded to 8 MB a half, an open stream costs 18 kB instead of 28 (`bench/live`).
 */
export const serverFlags = ['--max-semi-space-size=8'] as const;
