/** A proxy between a client and nats-server that can lose every answer, or let it trickle: what is sent arrives at once. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface DeafProxy {
  /** On loopback. */
  readonly port: number;
  /** From now on nothing comes back, though connections stay open and what is sent still arrives. */
  swallow(this: void): void;
  /** From now on so many bytes a second come back on each connection; undefined: as many as there are. */
  slow(this: void, bytesPerSecond: number | undefined): void;
  /** Cuts every connection; new ones are whole again. */
  cut(this: void): void;
  close(this: void): Promise<void>;
}

export async function deafProxy(targetPort: number): Promise<DeafProxy> {
  const sockets = new Set<Socket>();
  let deaf = false;
  let rate: number | undefined;
  const server = createServer((client) => {
    const target = connect({ port: targetPort, host: '127.0.0.1' });
    for (const [socket, other] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        // What it had already sent on its way still arrives.
        other.end();
      });
    }
    client.on('data', (bytes) => target.write(bytes));
    target.on('data', (bytes) => {
      if (deaf) return;
      client.write(bytes);
      if (rate === undefined) return;
      // What waits meanwhile waits where it would on a slow line: in the sender.
      target.pause();
      setTimeout(() => target.resume(), (1000 * bytes.length) / rate);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    deaf = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    swallow: () => void (deaf = true),
    slow: (bytesPerSecond) => void (rate = bytesPerSecond),
    cut,
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
