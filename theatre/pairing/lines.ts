/** A conversation in lines of JSON over a socket: bounded in length and time, one line at a time. */
import type { Duplex } from 'node:stream';
import { LINE_LIMIT, WITHIN_MS } from './handshake.ts';

export type Said = Readonly<Record<string, unknown>>;

export interface Lines {
  say(this: void, line: object): void;
  /** The next line. Rejects when it is none, when the other side is gone or takes too long; the socket ends then. */
  hear(this: void): Promise<Said>;
  /** After what was said is out. */
  end(this: void): void;
}

export function linesOver(socket: Duplex): Lines {
  const heard: Said[] = [];
  let rest = '';
  let broken: Error | undefined;
  let wake: () => void = () => undefined;
  const fail = (): void => {
    broken ??= new Error('pairing-broken');
    clearTimeout(patience);
    socket.destroy();
    wake();
  };
  const patience = setTimeout(fail, WITHIN_MS);
  socket.on('error', fail);
  socket.on('close', fail);
  socket.on('data', (chunk: Buffer) => {
    rest += chunk.toString('utf8');
    for (let end = rest.indexOf('\n'); end >= 0 && !broken; end = rest.indexOf('\n')) {
      const line = parsed(rest.slice(0, end));
      rest = rest.slice(end + 1);
      if (!line || end > LINE_LIMIT || heard.length > 4) return fail();
      heard.push(line);
      wake();
    }
    if (rest.length > LINE_LIMIT) fail();
  });
  return {
    say: (line) => void socket.write(`${JSON.stringify(line)}\n`),
    async hear() {
      for (;;) {
        const line = heard.shift();
        if (line) return line;
        if (broken) throw broken;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    end: () => void socket.end(),
  };
}

function parsed(text: string): Said | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Said) : undefined;
  } catch {
    return undefined;
  }
}
