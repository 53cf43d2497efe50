/** A proxy between a client and nats-server that can lose every answer: what is sent arrives, what comes back does not. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface DeafProxy {
  /** On loopback. */
  readonly port: number;
  /** From now on nothing comes back, though connections stay open and what is sent still arrives. */
  swallow(this: void): void;
  /** Cuts every connection; new ones are whole again. */
  cut(this: void): void;
  close(this: void): Promise<void>;
}

export async function deafProxy(targetPort: number): Promise<DeafProxy> {
  const sockets = new Set<Socket>();
  let deaf = false;
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
      if (!deaf) client.write(bytes);
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
    cut,
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
