/** An SMTP server that is as slow, silent or rude as a test tells it to; runs as a child of `bad-smtp.ts`. */
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BadReport, Manners } from './bad-smtp.ts';

let manners: Manners = {};
let hungUp = 0;
let [connections, open, most] = [0, 0, 0];
const report = (what: BadReport) => process.send?.(what);

const server = createServer((socket) => {
  most = Math.max(most, ++open);
  report({ connections: ++connections, most });
  socket.on('error', () => undefined);
  socket.on('close', () => open--);
  void converse(socket);
});

async function converse(socket: Socket): Promise<void> {
  let to = '';
  let content: string | undefined;
  let rest = '';
  let taken = 0;
  const ours = () => manners.only === undefined || to.startsWith(manners.only.toLowerCase());
  const hangsUp = (stage: NonNullable<Manners['hangUpAt']>) => {
    if (manners.hangUpAt !== stage || !ours() || hungUp >= (manners.times ?? Infinity)) return false;
    hungUp++;
    socket.destroy();
    return true;
  };
  /** False: there is no more to say. */
  const at = async (stage: NonNullable<Manners['hangUpAt']>, answer: string, waitMs = manners.answerMs ?? 0) => {
    if (hangsUp(stage)) return false;
    // One that does not even greet says nothing on connections of before either.
    if ((manners.silentAt === stage || manners.silentAt === 'greeting') && ours()) return false;
    await sleep(ours() ? waitMs : 0);
    if (manners.dripMs === undefined || manners.dripAfter === stage || !ours()) socket.write(answer);
    else
      for (const byte of answer) {
        socket.write(byte);
        await sleep(manners.dripMs);
      }
    return true;
  };
  if (!(await at('greeting', '220 slow.example ESMTP\r\n', manners.greetMs))) return;
  for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    rest += chunk.toString('latin1');
    if (content !== undefined && hangsUp('content')) return;
    for (;;) {
      const end = content === undefined ? '\r\n' : '\r\n.\r\n';
      const found = rest.indexOf(end);
      if (found < 0) break;
      const line = rest.slice(0, found);
      rest = rest.slice(found + end.length);
      if (content !== undefined) {
        content = undefined;
        report({ mail: to.split('@', 1)[0]?.toUpperCase() ?? '' });
        if (!(await at('end', '250 taken\r\n'))) return;
        taken++;
        if (!hangsUp('after end')) continue;
        return;
      }
      const command = line.slice(0, 4).toUpperCase();
      if (command === 'RCPT') to = /<([^>]*)>/.exec(line)?.[1] ?? '';
      const said =
        command === 'EHLO'
          ? await at('EHLO', '250-slow.example\r\n250 8BITMIME\r\n')
          : command === 'MAIL'
            ? await at('MAIL', taken >= (manners.mostEach ?? Infinity) ? '421 enough\r\n' : '250 OK\r\n')
            : command === 'RCPT'
              ? await at('RCPT', '250 OK\r\n')
              : command === 'DATA'
                ? await at('DATA', '354 go on\r\n')
                : (socket.write('221 bye\r\n'), true);
      if (!said) return;
      if (command === 'DATA') content = '';
      if (command === 'DATA' && hangsUp('after 354')) return;
    }
  }
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  report({ port: typeof address === 'object' && address ? address.port : 0 });
});
process.on('message', (told: Manners) => {
  manners = told;
  hungUp = 0;
  report({ told: true });
});
process.on('disconnect', () => process.exit(0));
