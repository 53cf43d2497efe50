import { headers, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectTo } from '../connect.ts';
import { testHouse, type TestHouse, type TestMember } from '../testing/test-house.ts';
import { inboxOf, roles, type Role } from './roles.ts';

const KEYS = '$JS.API.CONSUMER.CREATE.CUSTOMER_KEYS';
const EVERYBODY: readonly Role[] = ['kiosk', 'patron-server', 'reader'];
const SELLERS: readonly Role[] = ['kiosk', 'patron-server'];
const KIOSK: readonly Role[] = ['kiosk'];
const NOBODY: readonly Role[] = [];

/** Every class of subject in the product, and whatever else nats-server offers: who may publish it. */
const PUBLISH: readonly (readonly [string, readonly Role[]])[] = [
  ['theatre.screening.s1.ledger', SELLERS],
  ['theatre.screening.s1.presence', SELLERS],
  ['theatre.screening.s1.refusal', SELLERS],
  ['theatre.screening.s1.other', NOBODY],
  ['theatre.screening.s1.ledger.more', NOBODY],
  ['theatre.expiry.s1.viewer', SELLERS],
  ['theatre.expiry-instance.i1', SELLERS],
  ['theatre.instances', SELLERS],
  ['theatre.mail', SELLERS],
  ['theatre.mail.NEW-1', SELLERS],
  ['customer-key.NEW-1', SELLERS],
  ['theatre.customer.NEW-1', KIOSK],
  ['theatre-desk.lost.s1', SELLERS],
  ['theatre.people', KIOSK],
  ['theatre.house.studio', KIOSK],
  ['theatre.till.{own}', KIOSK],
  ['theatre.till.another', NOBODY],
  ['theatre.archive.s1', NOBODY],
  ['theatre.anything', NOBODY],
  ['$JS.API.STREAM.INFO.THEATRE', EVERYBODY],
  ['$JS.API.STREAM.MSG.GET.THEATRE', EVERYBODY],
  ['$JS.API.CONSUMER.CREATE.THEATRE', EVERYBODY],
  ['$JS.API.CONSUMER.DELETE.THEATRE.x', EVERYBODY],
  ['$JS.API.STREAM.INFO.CUSTOMER_KEYS', SELLERS],
  ['$JS.API.STREAM.MSG.GET.CUSTOMER_KEYS', SELLERS],
  [KEYS, SELLERS],
  ['$JS.API.DIRECT.GET.CUSTOMER_KEYS', SELLERS],
  ['$JS.API.STREAM.MSG.DELETE.CUSTOMER_KEYS', NOBODY],
  ['$JS.API.STREAM.PURGE.CUSTOMER_KEYS', NOBODY],
  ['$JS.API.STREAM.DELETE.CUSTOMER_KEYS', NOBODY],
  ['$JS.API.INFO', NOBODY],
  ['$JS.API.STREAM.NAMES', NOBODY],
  ['$JS.API.STREAM.LIST', NOBODY],
  ['$JS.API.STREAM.CREATE.THEATRE', NOBODY],
  ['$JS.API.STREAM.CREATE.MIRROR', NOBODY],
  ['$JS.API.STREAM.UPDATE.THEATRE', NOBODY],
  ['$JS.API.STREAM.DELETE.THEATRE', NOBODY],
  ['$JS.API.STREAM.PURGE.THEATRE', NOBODY],
  ['$JS.API.STREAM.MSG.DELETE.THEATRE', NOBODY],
  ['$JS.API.STREAM.SNAPSHOT.THEATRE', NOBODY],
  ['$JS.API.STREAM.RESTORE.THEATRE', NOBODY],
  ['$JS.API.STREAM.PEER.REMOVE.THEATRE', NOBODY],
  ['$JS.API.STREAM.LEADER.STEPDOWN.THEATRE', NOBODY],
  ['$JS.API.CONSUMER.CREATE.THEATRE.named', NOBODY],
  ['$JS.API.CONSUMER.CREATE.OTHER', NOBODY],
  ['$JS.API.CONSUMER.DURABLE.CREATE.THEATRE.kept', NOBODY],
  ['$JS.API.CONSUMER.LIST.THEATRE', NOBODY],
  ['$JS.API.CONSUMER.NAMES.THEATRE', NOBODY],
  ['$JS.API.CONSUMER.INFO.THEATRE.x', NOBODY],
  ['$JS.API.CONSUMER.MSG.NEXT.THEATRE.x', NOBODY],
  ['$JS.API.CONSUMER.PAUSE.THEATRE.x', NOBODY],
  ['$JS.API.DIRECT.GET.THEATRE', NOBODY],
  ['$JS.API.META.LEADER.STEPDOWN', NOBODY],
  ['$JS.API.SERVER.REMOVE', NOBODY],
  ['$JS.ACK.THEATRE.x.1.1.1.1.0', NOBODY],
  ['$JS.SNAPSHOT.ACK.THEATRE.x', NOBODY],
  ['$SYS.REQ.SERVER.PING', NOBODY],
  ['$SYS.REQ.ACCOUNT.$G.CONNZ', NOBODY],
  ['_INBOX.another.1', NOBODY],
  ['_INBOX.{own}.1', NOBODY],
];
const SUBSCRIBE: readonly (readonly [string, readonly Role[]])[] = [
  ['_INBOX.{own}.>', EVERYBODY],
  ['theatre-desk.lost.*', SELLERS],
  ['_INBOX.>', NOBODY],
  ['_INBOX.another.>', NOBODY],
  ['theatre.>', NOBODY],
  ['theatre.people', NOBODY],
  ['customer-key.*', NOBODY],
  ['$JS.API.>', NOBODY],
  ['$JS.EVENT.>', NOBODY],
  ['$SYS.>', NOBODY],
  ['>', NOBODY],
];

let house: TestHouse;
const members = new Map<Role, TestMember>();

beforeAll(async () => {
  house = await testHouse();
  for (const role of roles) members.set(role, await house.admit(role));
});
afterAll(() => house.dispose());

const memberOf = (role: Role): TestMember => members.get(role) as TestMember;
const subjectFor = (subject: string, { member }: TestMember): string =>
  subject.startsWith('_INBOX') ? subject.replace('{own}', member.publicKey) : subject.replace('{own}', member.id);

async function withConnection<T>(
  address: TestMember['address'],
  use: (connection: NatsConnection) => Promise<T>,
): Promise<T> {
  const connection = await connectTo({ address, name: 'tries' });
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

/** What the server says no to, of all that is tried at once. */
async function refused(connection: NatsConnection, attempt: () => void): Promise<Set<string>> {
  const found = new Set<string>();
  void (async () => {
    for await (const status of connection.status()) {
      if (status.type === 'error') found.add(/"([^"]+)"/.exec(status.error.message)?.[1] ?? status.error.message);
    }
  })();
  attempt();
  await connection.flush();
  await connection.flush();
  return found;
}

/** An append with headers, as the server answers it; `refused` where it is not let through. */
async function says(connection: NatsConnection, subject: string, body: unknown, sent: Record<string, string> = {}) {
  const built = headers();
  for (const [name, value] of Object.entries(sent)) built.set(name, value);
  try {
    const answer: Msg = await connection.request(subject, body === '' ? '' : JSON.stringify(body), {
      headers: built,
      timeout: 20_000,
    });
    return answer.json<{ seq?: number; error?: unknown }>();
  } catch (error) {
    return String(error).includes('Permission') ? 'refused' : String(error);
  }
}

describe.each(roles)('a %s', (role) => {
  it('may publish what its work takes and nothing else, by nats-server’s own permissions', async () => {
    const member = memberOf(role);
    await withConnection(member.direct, async (connection) => {
      const no = await refused(connection, () => {
        for (const [subject] of PUBLISH) connection.publish(subjectFor(subject, member), '{}');
      });
      const expected = PUBLISH.filter(([, who]) => !who.includes(role)).map(([subject]) => subjectFor(subject, member));
      expect([...no].sort()).toEqual(expected.sort());
    });
  });

  it('may listen to its own answers and nobody else’s', async () => {
    const member = memberOf(role);
    await withConnection(member.direct, async (connection) => {
      const no = await refused(connection, () => {
        for (const [subject] of SUBSCRIBE)
          connection.subscribe(subjectFor(subject, member), { callback: () => undefined });
      });
      const expected = SUBSCRIBE.filter(([, who]) => !who.includes(role)).map(([s]) => subjectFor(s, member));
      expect([...no].sort()).toEqual(expected.sort());
    });
  });
});

describe('what permissions cannot tell apart, the gateway does', () => {
  const ledger = 'theatre.screening.s2.ledger';
  const AT = () => ({ 'Nats-Schedule': `@at ${new Date(Date.now() + 3_600_000).toISOString()}` });
  const end = { type: 'selection', action: 'expire', selectedSeatIds: [] };
  const GUARD = 'Nats-Expected-Last-Subject-Sequence';

  it('an end of a hold, and what takes it back, go through', async () => {
    await withConnection(memberOf('patron-server').address, async (connection) => {
      const put = await says(connection, 'theatre.expiry.s2.v1', end, { ...AT(), 'Nats-Schedule-Target': ledger });
      expect(put).toMatchObject({ seq: expect.any(Number) as number });
      const back = { 'Nats-Scheduler': 'theatre.expiry.s2.v1', 'Nats-Schedule-Next': 'purge' };
      expect(await says(connection, ledger, { type: 'booked' }, { ...back, [GUARD]: '0' })).toMatchObject({
        seq: expect.any(Number) as number,
      });
    });
  });

  it('no header wipes what others wrote, nothing is scheduled elsewhere', async () => {
    const owner = await house.log.raw();
    const count = async () => (await owner.manager.streams.info('THEATRE')).state.messages;
    await withConnection(memberOf('kiosk').address, async (connection) => {
      await says(connection, 'theatre.people', { kept: true });
      const before = await count();
      const tries: [string, unknown, Record<string, string>][] = [
        [ledger, {}, {}],
        [ledger, {}, { [GUARD]: '' }],
        [ledger, {}, { [GUARD]: '1', 'Nats-Rollup': 'all' }],
        [ledger, {}, { [GUARD]: '1', 'Nats-Rollup': 'sub' }],
        [ledger, {}, { [GUARD]: '1', 'Nats-Scheduler': 'theatre.people', 'Nats-Schedule-Next': 'purge' }],
        [ledger, {}, { [GUARD]: '1', 'Nats-Scheduler': 'theatre.expiry.other.v1', 'Nats-Schedule-Next': 'purge' }],
        [ledger, {}, { [GUARD]: '1', 'Nats-Scheduler': 'theatre.screening.s1.ledger', 'Nats-Schedule-Next': 'purge' }],
        ['theatre.people', {}, { 'Nats-Scheduler': 'theatre.expiry.s2.v1', 'Nats-Schedule-Next': 'purge' }],
        [ledger, {}, { [GUARD]: '1', 'Nats-Schedule-Next': 'purge' }],
        ['theatre.expiry.s2.v2', end, { ...AT(), 'Nats-Schedule-Target': 'theatre.people' }],
        ['theatre.expiry.s2.v2', end, { ...AT(), 'Nats-Schedule-Target': 'theatre.screening.s1.ledger' }],
        [
          'theatre.expiry.s2.v2',
          end,
          { ...AT(), 'Nats-Schedule-Target': ledger, 'Nats-Schedule-Source': 'theatre.people' },
        ],
        ['theatre.expiry.s2.v2', end, { 'Nats-Schedule': '@every 1s', 'Nats-Schedule-Target': ledger }],
        ['theatre.expiry.s2.v2', { type: 'booked' }, { ...AT(), 'Nats-Schedule-Target': ledger }],
        ['theatre.expiry.s2.v2', { ...end, selectedSeatIds: ['A1'] }, { ...AT(), 'Nats-Schedule-Target': ledger }],
        ['theatre.expiry.s2.v2', { ...end, action: 'select' }, { ...AT(), 'Nats-Schedule-Target': ledger }],
        ['theatre.expiry.s2.v2', { type: 'selection' }, { ...AT(), 'Nats-Schedule-Target': ledger }],
        ['theatre.expiry-instance.i', end, { ...AT(), 'Nats-Schedule-Target': 'theatre.instances' }],
        ['theatre.expiry.s2.v2', end, {}],
        [ledger, {}, { [GUARD]: '1', ...AT(), 'Nats-Schedule-Target': ledger }],
        [ledger, {}, { [GUARD]: '1', 'Nats-Msg-Id': 'x' }],
        ['customer-key.NEW-1', {}, { 'Nats-Rollup': 'sub' }],
        ['$JS.API.STREAM.INFO.THEATRE', {}, { 'Nats-Rollup': 'all' }],
      ];
      const answers: unknown[] = [];
      for (const each of tries) answers.push(await says(connection, ...each));
      expect(answers).toEqual(tries.map(() => 'refused'));
      expect(await count()).toBe(before);
    });
    await owner.close();
  });

  it('a reader is made for its own inbox alone, forgets itself, and is nobody else’s to remove', async () => {
    const { member, address } = memberOf('reader');
    const name = 'full-house-AAAAAAAAAAAAAAAAAAAAAA';
    const config = {
      name,
      deliver_subject: `${inboxOf(member.publicKey)}.x`,
      filter_subjects: ['theatre.people'],
      ack_policy: 'none',
      mem_storage: true,
      inactive_threshold: 30e9,
    };
    const create = '$JS.API.CONSUMER.CREATE.THEATRE';
    const asked = (change: Record<string, unknown>, action = 'create') => ({
      stream_name: 'THEATRE',
      action,
      config: { ...config, ...change },
    });
    await withConnection(address, async (connection) => {
      const tries = [
        asked({ deliver_subject: 'theatre.people' }),
        asked({ deliver_subject: `${inboxOf(memberOf('kiosk').member.publicKey)}.x` }),
        asked({ deliver_subject: '$JS.API.STREAM.PURGE.THEATRE' }),
        asked({ deliver_subject: undefined }),
        asked({ durable_name: name }),
        asked({ Deliver_Subject: 'theatre.people' }),
        asked({ ack_policy: 'explicit' }),
        asked({ inactive_threshold: 0 }),
        asked({ mem_storage: false }),
        asked({ deliver_group: 'x' }),
        asked({}, 'update'),
        asked({}, ''),
        { ...asked({}), stream_name: 'CUSTOMER_KEYS' },
        'no JSON that is an object',
      ];
      const answers: unknown[] = [];
      for (const body of tries) answers.push(await says(connection, create, body));
      expect(answers).toEqual(tries.map(() => 'refused'));
      const twice = JSON.stringify(asked({})).replace('"config":', '"config":{"durable_name":"kept"},"config":');
      await expect(connection.request(create, twice, { timeout: 20_000 })).rejects.toThrow(/Permission/);
      expect(await says(connection, '$JS.API.CONSUMER.DELETE.THEATRE.full-house-other', '')).toBe('refused');
      expect(await says(connection, create, asked({}))).toMatchObject({ name });
      expect(await says(connection, `$JS.API.CONSUMER.DELETE.THEATRE.${name}`, '')).toMatchObject({ success: true });
    });
  });

  it('answers go to who asked: none into the stream, none to others', async () => {
    const owner = await house.log.raw();
    const last = async () => (await owner.manager.streams.info('THEATRE')).state.last_seq;
    await withConnection(memberOf('reader').address, async (connection) => {
      const before = await last();
      const asked = '$JS.API.STREAM.INFO.THEATRE';
      const no = await refused(connection, () => {
        for (const reply of ['theatre.people', '$JS.API.STREAM.PURGE.THEATRE', '_INBOX.another.1'])
          connection.publish(asked, '', { reply });
      });
      expect([...no]).toEqual([asked]);
      expect(await last()).toBe(before);
    });
    await owner.close();
  });
});
