/** A port for a test that has to know it before anybody listens on it, or that leaves it for a while. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const [FROM, TO] = [10_000, 32_000];

/**
 * Answers a port that nobody listens on, below those that the kernel gives to whoever asks for any: between now and its use, and while
 * its server is away, no other test comes by it. `host` is where it is looked for. Defaults to loopback.
 */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const to = Math.min(TO, firstGivenByKernel());
  for (let tries = 0; tries < 100 && to > FROM; tries++) {
    const port = FROM + Math.floor(Math.random() * (to - FROM));
    if ((await listenOn(port, host)) !== undefined) return port;
  }
  const port = await listenOn(0, host);
  if (port === undefined) throw new Error(`no port of ${host} is free`);
  return port;
}

function firstGivenByKernel(): number {
  try {
    return Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/)[0]);
  } catch {
    return TO;
  }
}

/** The port, which is free again; undefined where somebody has it. */
function listenOn(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
