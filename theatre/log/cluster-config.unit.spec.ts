import { describe, expect, it } from 'vitest';
import { clusterConfig, hostPort, type ClusterNode } from './cluster-config.ts';

const files = { cert: './node.pem', key: './node-key.pem', ca: './ca.pem', store: './store' };
const secrets = { user: 'full-house', pass: 'secret', routePass: 'routes-secret' };
const nodes = (...hosts: string[]): ClusterNode[] => hosts.map((host) => ({ host, port: 4222, routePort: 6222 }));

describe('the configuration of a node', () => {
  it('listens on its address alone where it has one, an IPv6 one in brackets', () => {
    const config = clusterConfig(nodes('192.0.2.1', '2001:db8::2', '192.0.2.3'), 1, files, secrets);
    expect(config).toContain('listen: "[2001:db8::2]:4222"');
    expect(config).toContain('listen: "[2001:db8::2]:6222"');
    expect(config).toContain(
      'routes: ["nats://routes:routes-secret@192.0.2.1:6222", "nats://routes:routes-secret@192.0.2.3:6222"]',
    );
    expect(config).not.toContain('advertise');
  });

  it('listens everywhere where it has a name, which on the machine itself may mean loopback, and is called by the name', () => {
    const config = clusterConfig(nodes('a.example.org', 'b.example.org', 'c.example.org'), 0, files, secrets);
    expect(config).toContain('listen: "0.0.0.0:4222"\nclient_advertise: "a.example.org:4222"');
    expect(config).toContain('  listen: "0.0.0.0:6222"\n  advertise: "a.example.org:6222"');
  });

  it('puts only IPv6 addresses into brackets', () => {
    expect(['::1', '127.0.0.1', 'a.b'].map((host) => hostPort(host, 1))).toEqual(['[::1]:1', '127.0.0.1:1', 'a.b:1']);
  });
});
