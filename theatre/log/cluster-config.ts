/** The configuration of nats-servers that carry one log together: each on its own machine, speaking TLS to clients and to one another. */
import { isIP } from 'node:net';
import { PERMISSIONS } from './server-config.ts';

export interface ClusterNode {
  /** Name or address that clients and the other nodes reach it by. */
  readonly host: string;
  readonly port: number;
  readonly routePort: number;
}

export interface ClusterFiles {
  /** As the node itself sees them. */
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
  readonly store: string;
}

export interface ClusterSecrets {
  readonly user: string;
  readonly pass: string;
  /** What nodes show one another beside their certificates. */
  readonly routePass: string;
}

/** The name that a node has in the cluster, counted from 1. */
export const nodeName = (at: number): string => `full-house-${at + 1}`;

const text = (value: string): string => JSON.stringify(value);

/** As it stands in an address: an IPv6 one in brackets. */
export const hostPort = (host: string, port: number): string =>
  isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;

/**
 * Where a node listens and what it tells the others to call it. A name is looked up by whoever calls; on the machine itself it often
 * means loopback (Debian's 127.0.1.1), so there it listens on all addresses.
 */
function listening(host: string, port: number, advertise: string): string {
  if (isIP(host) !== 0) return `listen: ${text(hostPort(host, port))}`;
  return `listen: "0.0.0.0:${port}"\n${advertise}: ${text(hostPort(host, port))}`;
}

export function clusterConfig(
  nodes: readonly ClusterNode[],
  at: number,
  files: ClusterFiles,
  { user, pass, routePass }: ClusterSecrets,
): string {
  const node = nodes[at];
  if (!node) throw new Error(`a cluster of ${nodes.length} has no node ${at}`);
  const tls = `tls { cert_file: ${text(files.cert)}, key_file: ${text(files.key)}, ca_file: ${text(files.ca)} }`;
  const others = nodes.filter((_, other) => other !== at);
  const routes = others.map(({ host, routePort }) => text(`nats://routes:${routePass}@${hostPort(host, routePort)}`));
  return `# Written by "npm run cluster". Start it with: nats-server -c nats.conf
server_name: ${text(nodeName(at))}
${listening(node.host, node.port, 'client_advertise')}
${tls}
authorization {
  user: ${text(user)}
  password: ${text(pass)}
${PERMISSIONS}
}
max_payload: 1MB
ping_interval: "10s"
# One tag a machine: three copies of a message are on three of them, whatever else runs there.
server_tags: [${text(`machine:${nodeName(at)}`)}]
jetstream {
  store_dir: ${text(files.store)}
  unique_tag: "machine"
  # An acknowledgement means on the disk of two machines; the default syncs up to two minutes later.
  sync_interval: always
  max_memory_store: 256MB
  limits { batch { max_inflight_per_stream: 500 } }
}
cluster {
  name: "full-house"
  ${listening(node.host, node.routePort, 'advertise').replace('\n', '\n  ')}
  authorization { user: "routes", password: ${text(routePass)} }
  tls { cert_file: ${text(files.cert)}, key_file: ${text(files.key)}, ca_file: ${text(files.ca)}, verify: true }
  routes: [${routes.join(', ')}]
}
`;
}
