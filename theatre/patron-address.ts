/** Where patrons' phones find this house. */
import type { NetworkInterfaceInfo } from 'node:os';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

const LOOPBACK = /^(127\.|localhost$|\[?::1\]?$)/;
/** Of machines and containers inside this one: nobody's phone is there. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|tun|tap|utun|tailscale|zt|cni|flannel)/;

/**
 * The server's address as a phone would have to say it: what the server prints is for this machine when it listens on all
 * its addresses. `host` is what it was told to listen on.
 */
export function patronAddress(
  serverUrl: string,
  host: string,
  interfaces: Interfaces,
): { url: string; reachable: boolean } {
  const url = new URL(serverUrl);
  if (!LOOPBACK.test(url.hostname)) return { url: url.origin, reachable: true };
  const found = host === '0.0.0.0' || host === '::' ? networkAddress(interfaces) : undefined;
  if (found === undefined) return { url: url.origin, reachable: false };
  url.hostname = found;
  return { url: url.origin, reachable: true };
}

/** This machine's address on the house's network: of a real network before a virtual one, a private address before others. */
function networkAddress(interfaces: Interfaces): string | undefined {
  const rank = (name: string, address: string) => Number(VIRTUAL.test(name)) * 2 + Number(!isPrivate(address));
  return Object.entries(interfaces)
    .flatMap(([name, addresses]) =>
      (addresses ?? []).map(({ address, family, internal }) => ({ name, address, family, internal })),
    )
    .filter(({ address, family, internal }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
    .sort((one, other) => rank(one.name, one.address) - rank(other.name, other.address))[0]?.address;
}

function isPrivate(address: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address);
}
