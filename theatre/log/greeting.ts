/** Who answers on a port of this machine. */
import { connect } from 'node:net';

/** The name in the greeting of whatever listens on a port, or undefined when nothing does. */
export function greetingOf(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let text = '';
    const done = (name?: string) => {
      socket.destroy();
      resolve(name);
    };
    socket.setTimeout(1000, () => done());
    socket.on('error', () => done());
    socket.on('close', () => done());
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (text.includes('\r\n')) done(/"server_name":"([^"]*)"/.exec(text)?.[1]);
    });
  });
}
