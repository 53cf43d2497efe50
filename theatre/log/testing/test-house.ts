/** A house on the network for one test: a real nats-server, its gateway, and machines that were let in. */
import { createUser } from '@nats-io/nkeys';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LogAddress } from '../address.ts';
import { authorityFile } from '../lan/authority.ts';
import { HouseNetwork } from '../lan/house-network.ts';
import type { Member, Role } from '../lan/roles.ts';
import { freePort } from './free-port.ts';
import { testLog, type TestLog } from './test-log.ts';

export interface TestMember {
  readonly member: Member;
  /** Through the gateway. */
  readonly address: LogAddress;
  /** Straight to nats-server, as nobody on the network can: its permissions alone. */
  readonly direct: LogAddress;
}

export interface TestHouse {
  readonly log: TestLog;
  readonly network: HouseNetwork;
  admit(this: void, role: Role, id?: string): Promise<TestMember>;
  dispose(this: void): Promise<void>;
}

export async function testHouse(): Promise<TestHouse> {
  const log = await testLog();
  // The stream is the owner's to make.
  await (await log.connect('owner')).close();
  const network = await HouseNetwork.start({
    embedded: log.embedded,
    host: '127.0.0.1',
    port: await freePort(),
    onProblem: (problem) => console.error(problem),
  });
  await network.open();
  return {
    log,
    network,
    async admit(role, id = `${role}-${network.members.length}a`) {
      const pair = createUser();
      const seed = path.join(log.folder, `${id}.seed`);
      await writeFile(seed, pair.getSeed(), { mode: 0o600 });
      const member = { id, name: id, role, publicKey: pair.getPublicKey(), since: Date.now() };
      await network.admit(member);
      const ca = authorityFile(log.folder);
      return {
        member,
        address: { servers: [`tls://127.0.0.1:${network.port}`], ca, seed },
        direct: { servers: log.address.servers, seed },
      };
    },
    async dispose() {
      await network.stop();
      await log.dispose();
    },
  };
}
