/** Three machines on a network of their own, as namespaces of this one: cables that can be pulled, routes that can be shut. Needs root and Linux. */
import { execFileSync } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface ClusterNetwork {
  /** Address of each machine; this process reaches them all. */
  readonly hosts: readonly string[];
  /** A program that runs `command` on that machine. */
  wrap(this: void, node: number, command: string, folder: string): Promise<string>;
  /** Nothing reaches it and it reaches nobody: no connection is closed, packets just vanish. */
  pull(this: void, node: number): void;
  plug(this: void, node: number): void;
  /** The machine and the other two no longer reach each other; everybody else still reaches all. */
  shut(this: void, node: number): void;
  open(this: void, node: number): void;
  dispose(this: void): void;
}

const run = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' });

/** Whether this machine lets us make networks. */
export function canMakeNetworks(): boolean {
  const probe = `fh-try-${process.pid}`;
  try {
    run('netns', 'add', probe);
    run('netns', 'del', probe);
    return true;
  } catch {
    return false;
  }
}

export function clusterNetwork(): ClusterNetwork {
  const { pid } = process;
  const bridge = `fhb${pid}`;
  // Of a test's own: two at once have different process ids.
  const net = `10.${200 + (pid % 50)}.${Math.floor(pid / 50) % 250}`;
  const space = (node: number) => `fh-${pid}-${node}`;
  const cable = (node: number) => `fh${pid}n${node}`;
  const nodes = [0, 1, 2];
  const hosts = nodes.map((node) => `${net}.${node + 1}`);
  const inside = (node: number, ...args: string[]) => run('netns', 'exec', space(node), 'ip', ...args);
  const dispose = () => {
    const quietly = (...args: string[]) => {
      try {
        run(...args);
      } catch {
        // Not there.
      }
    };
    // A namespace may live on for a moment, and its cable with it.
    for (const node of nodes) {
      quietly('link', 'del', cable(node));
      quietly('netns', 'del', space(node));
    }
    quietly('link', 'del', bridge);
  };
  const others = (node: number) => hosts.filter((_, other) => other !== node);
  try {
    run('link', 'add', bridge, 'type', 'bridge');
    run('addr', 'add', `${net}.254/24`, 'dev', bridge);
    run('link', 'set', bridge, 'up');
    for (const node of nodes) {
      run('netns', 'add', space(node));
      run('link', 'add', cable(node), 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space(node));
      run('link', 'set', cable(node), 'master', bridge, 'up');
      inside(node, 'addr', 'add', `${hosts[node]}/24`, 'dev', 'eth0');
      inside(node, 'link', 'set', 'eth0', 'up');
      inside(node, 'link', 'set', 'lo', 'up');
    }
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    hosts,
    async wrap(node, command, folder) {
      const script = path.join(folder, `on-${node}`);
      await writeFile(script, `#!/bin/sh\nexec ip netns exec ${space(node)} ${command} "$@"\n`);
      await chmod(script, 0o700);
      return script;
    },
    pull: (node) => void run('link', 'set', cable(node), 'down'),
    plug: (node) => void run('link', 'set', cable(node), 'up'),
    shut(node) {
      for (const other of others(node)) inside(node, 'route', 'add', 'blackhole', other);
    },
    open(node) {
      for (const other of others(node)) inside(node, 'route', 'del', 'blackhole', other);
    },
    dispose,
  };
}
