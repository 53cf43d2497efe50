import { fromSeed } from '@nats-io/nkeys';
import { X509Certificate } from 'node:crypto';
import { headers } from '@nats-io/transport-node';
import { mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { connect as connectTcp, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PEOPLE_SUBJECT } from '../../contract/log-people.ts';
import { append } from '../append.ts';
import { connectTo } from '../connect.ts';
import { openLog, type Log } from '../connection.ts';
import { LogRefused } from '../errors.ts';
import { boxOffice, openScreening, planOf } from '../testing/box-office.ts';
import { readLedger } from '../testing/read-ledger.ts';
import { contradicted, storm } from '../testing/storm.ts';
import { testHouse, type TestHouse, type TestMember } from '../testing/test-house.ts';
import { UnitFold } from '../unit-fold.ts';
import { authorityFile, houseIdentity } from './authority.ts';
import { writeMembers } from './members.ts';

let house: TestHouse;
const opened: { close(): Promise<unknown> }[] = [];

beforeAll(async () => {
  house = await testHouse();
});
afterAll(async () => {
  for (const each of opened.reverse()) await each.close();
  await house.dispose();
});

async function joined({ address }: TestMember): Promise<Log> {
  const log = await openLog({ address, name: 'second-kiosk' });
  opened.push(log);
  return log;
}

const statusOf = (log: Log, wanted: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    if (wanted()) return resolve();
    const stop = log.onStatus(() => {
      if (!wanted()) return;
      stop();
      resolve();
    });
  });

describe('a machine that was let in', () => {
  it('sells beside the first, over TLS, while others are let in and revoked', async () => {
    const first = boxOffice(await house.log.connect('first'));
    const second = boxOffice(await joined(await house.admit('kiosk', 'kiosk-sells')));
    opened.push(first, second);
    await openScreening(first.desk, 'beside', planOf(20, 30));
    const { pid } = house.log.embedded;
    const selling = storm([first, second], 'beside');
    // Each of these rewrites nats-server's configuration and has it read again.
    for (const id of ['coming-1', 'coming-2', 'coming-3']) {
      await house.admit('reader', id);
      await house.network.revoke(id);
    }
    await expect.poll(() => selling.told.length).toBeGreaterThan(100);
    await selling.stop();
    expect(house.log.embedded.pid).toBe(pid);
    const ledger = await readLedger(house.log.address, 'beside');
    const commands = ledger.map(({ event }) => ('commandId' in event ? event.commandId : ''));
    expect(contradicted(selling.told, commands)).toEqual([]);
    expect(selling.told.filter(({ outcome }) => 'unsettled' in outcome)).toEqual([]);
    const [ours, theirs] = await Promise.all([first.screenings.open('beside'), second.screenings.open('beside')]);
    const last = ledger.at(-1)?.sequence ?? 0;
    await Promise.all([ours?.reached(last), theirs?.reached(last)]);
    expect(theirs?.state.counts).toEqual(ours?.state.counts);
  });

  it('is cut off at once when it is revoked, knows that it was, and its key opens nothing any more', async () => {
    const member = await house.admit('kiosk', 'kiosk-gone');
    const log = await joined(member);
    await expect.poll(() => house.network.connected.has('kiosk-gone')).toBe(true);
    const direct = await connectTo({ address: member.direct, name: 'beside the gateway' });
    const cut = statusOf(log, () => log.refused === true);
    await house.network.revoke('kiosk-gone');
    await cut;
    expect(log.connected).toBe(false);
    await expect.poll(() => house.network.connected.has('kiosk-gone')).toBe(false);
    await expect(openLog({ address: member.address, name: 'again' })).rejects.toThrow(LogRefused);
    await expect(openLog({ address: member.direct, name: 'again' })).rejects.toThrow(LogRefused);
    // nats-server itself has ended what stood.
    await expect(direct.request('$JS.API.STREAM.INFO.THEATRE', '', { timeout: 500 })).rejects.toThrow();
    await direct.close();
  });

  it('is let in beside another one at the same moment', async () => {
    const ids = ['moment-1', 'moment-2', 'moment-3'];
    await Promise.all(ids.map((id) => house.admit('reader', id)));
    expect(house.network.members.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    // `npm run pair` let go of one the moment before.
    const list = house.network.members.filter(({ id }) => id !== 'moment-1');
    await writeMembers(house.log.folder, { open: true, list });
    await house.admit('reader', 'moment-4');
    const left = house.network.members.map(({ id }) => id);
    expect(left).toContain('moment-4');
    expect(left).not.toContain('moment-1');
  });

  it('hears at once that its role does not go so far', async () => {
    const log = await joined(await house.admit('patron-server', 'server-eager'));
    const body = new TextEncoder().encode('{}');
    expect(await append(log, [{ subject: 'theatre.house.mine', body }])).toMatchObject({
      kind: 'refused',
      why: 'role',
    });
    expect(await append(log, [{ subject: 'theatre.mail.NEW-1', body }])).toMatchObject({ kind: 'appended' });
  });

  it('finds the house again after it was closed to the network and opened', async () => {
    const log = await joined(await house.admit('kiosk', 'kiosk-patient'));
    await house.network.close();
    await statusOf(log, () => !log.connected);
    expect(log.refused).toBe(false);
    expect(house.network.port).toBeUndefined();
    await house.network.open();
    await statusOf(log, () => log.connected);
  });

  it('cannot make a ledger believe what a schedule says elsewhere, even straight at nats-server', async () => {
    const { direct } = await house.admit('patron-server', 'server-sly');
    const log = await house.log.connect('people');
    const skipped: string[] = [];
    const people = new UnitFold<readonly string[], { type: string }>(log, {
      subject: PEOPLE_SUBJECT,
      parse: (_, bytes) => ({ event: JSON.parse(new TextDecoder().decode(bytes)) as { type: string } }),
      initial: [],
      evolve: (seen, { event }) => [...seen, event.type],
      onSkipped: ({ problem }) => skipped.push(problem),
    });
    opened.push(people);
    await people.ready;
    const connection = await connectTo({ address: direct, name: 'sly' });
    const built = headers();
    built.set('Nats-Schedule', `@at ${new Date(Date.now() - 1000).toISOString()}`);
    built.set('Nats-Schedule-Target', PEOPLE_SUBJECT);
    const body = JSON.stringify({ type: 'operator-added' });
    await connection.request('theatre.expiry.s.v', body, { headers: built, timeout: 20_000 });
    // nats-server lets it through: that is why.
    await expect.poll(() => skipped).toEqual(['a schedule has no business here']);
    expect(people.stateOf(PEOPLE_SUBJECT)).toEqual([]);
    await connection.close();
  });
});

describe('who was not let in', () => {
  const port = () => house.network.port ?? 0;
  /** What the other side says until it ends the connection. */
  const answerTo = async (speak: (socket: Socket, greeting: string) => void): Promise<string> => {
    const plain = connectTcp(port(), '127.0.0.1');
    const greeting = await new Promise<Buffer>((resolve) => plain.once('data', resolve));
    const socket = connectTls({ socket: plain, rejectUnauthorized: false });
    socket.on('error', () => undefined);
    let said = '';
    socket.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
    await new Promise((resolve) => socket.once('secureConnect', resolve));
    speak(socket, greeting.toString('latin1'));
    await new Promise((resolve) => socket.once('close', resolve));
    return said;
  };

  it('is refused without a key, with a stranger’s, and with the owner’s own password', async () => {
    const { user = '', pass = '' } = house.log.address;
    const tries = [{}, { user, pass }, { nkey: 'UABC', sig: 'x' }, { auth_token: 'x' }];
    for (const options of tries) {
      expect(await answerTo((socket) => socket.write(`CONNECT ${JSON.stringify(options)}\r\nPING\r\n`))).toContain(
        "-ERR 'Authorization Violation'",
      );
    }
  });

  it('is refused with a member’s public key and no seed', async () => {
    const { member } = await house.admit('kiosk', 'kiosk-copied');
    const said = await answerTo((socket) =>
      socket.write(`CONNECT ${JSON.stringify({ nkey: member.publicKey, sig: 'AAAA' })}\r\nPING\r\n`),
    );
    expect(said).toContain('Authorization Violation');
  });

  it('is refused as one machine to us and another to nats-server', async () => {
    const lent = await house.admit('kiosk', 'kiosk-lent');
    const { member, address } = await house.admit('reader', 'reader-sly');
    const own = fromSeed(await readFile(address.seed ?? ''));
    const said = await answerTo((socket, greeting) => {
      const { nonce } = JSON.parse(greeting.slice('INFO '.length)) as { nonce: string };
      const sig = Buffer.from(own.sign(Buffer.from(nonce))).toString('base64url');
      const options = { nkey: lent.member.publicKey, Nkey: member.publicKey, sig, verbose: false };
      socket.write(`CONNECT ${JSON.stringify(options)}\r\nPING\r\n`);
    });
    expect(said).toContain('Authorization Violation');
    expect(house.network.connected.has('kiosk-lent')).toBe(false);
  });

  it('gets nowhere with what is no protocol', async () => {
    for (const garbage of [
      'GET / HTTP/1.1\r\n\r\n',
      'PUB theatre.people 2\r\n{}\r\n',
      'x'.repeat(20_000),
      'CONNECT []\r\n',
    ]) {
      expect(await answerTo((socket) => socket.write(garbage))).toMatch(/^-ERR/);
    }
  });

  it('cannot speak without TLS', async () => {
    const plain = connectTcp(port(), '127.0.0.1').on('error', () => undefined);
    plain.resume().write('CONNECT {}\r\nPUB theatre.people 2\r\n{}\r\n');
    await new Promise((resolve) => plain.once('close', resolve));
  });

  it('keeps no member out, however many come and stay from elsewhere', async () => {
    const member = await house.admit('reader', 'reader-late');
    const come = (): Socket =>
      connectTcp({ port: port(), host: '127.0.0.1', localAddress: '127.0.0.2' })
        .on('error', () => undefined)
        .resume();
    const sockets = Array.from({ length: 200 }, come);
    // Others come for each that is sent away.
    let coming = true;
    for (const socket of sockets)
      socket.on('close', () => {
        if (coming) setTimeout(() => sockets.push(come()), 20);
      });
    try {
      const log = await joined(member);
      expect(log.connected).toBe(true);
    } finally {
      coming = false;
      for (const socket of sockets) socket.destroy();
    }
  });

  it('cannot come with a TLS that shakes hands twice', async () => {
    const plain = connectTcp(port(), '127.0.0.1');
    await new Promise((resolve) => plain.once('data', resolve));
    const old = connectTls({ socket: plain, rejectUnauthorized: false, maxVersion: 'TLSv1.2' });
    await expect(new Promise((_, reject) => old.once('error', reject))).rejects.toThrow(/protocol version/i);
  });

  it('finds the files of the house closed to all but its owner', async () => {
    for (const file of ['members.json', 'house-ca.pem', 'house-ca-key.pem', 'nats.conf']) {
      expect((await stat(path.join(house.log.folder, file))).mode & 0o777).toBe(0o600);
    }
  });
});

it('a house keeps its authority whatever its clock says, and what it signs is good on machines with another one', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'full-house-clock-'));
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    const all: string[] = [];
    for (const year of [1970, 2026, 2100]) {
      vi.setSystemTime(Date.UTC(year, 0, 2));
      const { ca, cert } = await houseIdentity(folder);
      all.push(ca);
      for (const pem of [ca, cert]) {
        const { validFrom, validTo } = new X509Certificate(pem);
        expect([new Date(validFrom).getUTCFullYear(), new Date(validTo).getUTCFullYear()]).toEqual([1970, 9999]);
      }
    }
    expect(new Set(all).size).toBe(1);
  } finally {
    vi.useRealTimers();
    await rm(folder, { recursive: true });
  }
});

it('a house whose authority cannot be read just now makes no other one', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'full-house-authority-'));
  try {
    const { ca } = await houseIdentity(folder);
    await rename(authorityFile(folder), path.join(folder, 'aside'));
    await mkdir(authorityFile(folder));
    await expect(houseIdentity(folder)).rejects.toThrow();
    await rm(authorityFile(folder), { recursive: true });
    await rename(path.join(folder, 'aside'), authorityFile(folder));
    expect((await houseIdentity(folder)).ca).toBe(ca);
  } finally {
    await rm(folder, { recursive: true });
  }
});
