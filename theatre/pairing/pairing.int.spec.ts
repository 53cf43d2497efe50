import { connect as connectTcp, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testHouse, type TestHouse } from '../log/testing/test-house.ts';
import { newKey } from '../log/lan/new-key.ts';
import { newCode } from './code.ts';
import { newNonce, PAIRING, type Admission } from './handshake.ts';
import { join, type JoinOutcome } from './join.ts';
import { OpenCode, type CodeEnd } from './open-code.ts';

const ADMISSION: Admission = {
  id: 'kiosk-1',
  role: 'kiosk',
  ca: 'PEM',
  servers: ['a:1'],
  secrets: { 'pin-key': 's3cret' },
};

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.dispose());

function open(codeMs?: number) {
  const admitted: string[] = [];
  const ends: CodeEnd[] = [];
  const code = new OpenCode({
    admit: ({ name }) => {
      admitted.push(name);
      return Promise.resolve(ADMISSION);
    },
    onEnd: (why) => ends.push(why),
    ...(codeMs === undefined ? {} : { codeMs }),
  });
  house.network.pairing = code.receive;
  return { code, admitted, ends };
}
const address = () => `127.0.0.1:${house.network.port}`;
const go = (code: string, to = address()): Promise<JoinOutcome> =>
  join({ address: to, code, name: 'Foyer', publicKey: newKey().publicKey });
const anotherThan = (code: string): string => {
  const other = newCode();
  return other === code ? anotherThan(code) : other;
};

describe('pairing', () => {
  it('gives a machine that knows the code what it takes, however it was typed, and only once', async () => {
    const { code, admitted, ends } = open();
    expect(await go(code.code.toLowerCase().replaceAll('-', ' '))).toEqual({ joined: ADMISSION, server: address() });
    expect(admitted).toEqual(['Foyer']);
    expect(ends).toEqual(['used']);
    expect(await go(code.code)).toEqual({ refused: 'join-no-code' });
    house.network.pairing = undefined;
    expect(await go(code.code)).toEqual({ refused: 'join-no-code' });
  });

  it('is over after five wrong codes, also for the right one', async () => {
    const { code, admitted, ends } = open();
    for (let at = 0; at < 5; at++) expect(await go(anotherThan(code.code))).toEqual({ refused: 'join-wrong-code' });
    expect(ends).toEqual(['tried-out']);
    expect(await go(code.code)).toEqual({ refused: 'join-no-code' });
    expect(admitted).toEqual([]);
  });

  it('is over when its time is, and when it is closed', async () => {
    const soon = open(1);
    await expect.poll(() => soon.ends).toEqual(['expired']);
    expect(await go(soon.code.code)).toEqual({ refused: 'join-no-code' });
    const closed = open();
    closed.code.close();
    expect(await go(closed.code.code)).toEqual({ refused: 'join-no-code' });
  });

  it('gives the one who comes with the code while another is at it to one of them', async () => {
    const { code, admitted } = open();
    const outcomes = await Promise.all([go(code.code), go(code.code), go(code.code)]);
    expect(outcomes.filter((outcome) => 'joined' in outcome)).toHaveLength(1);
    expect(admitted).toHaveLength(1);
  });

  it('says what is wrong with an address or a code before it goes anywhere', async () => {
    expect(await go('ABCD')).toEqual({ refused: 'join-bad-code' });
    for (const bad of ['', 'a b', 'host:99999', 'http://host/path', '::']) {
      expect(await go(newCode(), bad)).toEqual({ refused: 'join-bad-address' });
    }
    expect(await go(newCode(), '127.0.0.1:1')).toEqual({ refused: 'join-unreachable' });
  });
});

describe('somebody in the middle', () => {
  let server: Server | undefined;
  afterAll(() => server?.close());

  /** Speaks TLS to both with a certificate of its own, and passes every line on. */
  async function between(): Promise<string> {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'Full House' }], { keyType: 'ec' });
    server = createServer((socket) => {
      const house = connectTcp({ host: '127.0.0.1', port: Number(address().split(':')[1]) });
      for (const each of [socket, house]) each.on('error', () => undefined);
      house.once('data', (greeting) => {
        house.pause();
        socket.write(greeting, () => {
          const secureContext = createSecureContext({ cert, key });
          const joiner = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: [PAIRING] });
          const onward = connectTls({ socket: house, ALPNProtocols: [PAIRING], rejectUnauthorized: false });
          for (const each of [joiner, onward]) each.on('error', () => undefined);
          joiner.pipe(onward).pipe(joiner);
        });
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('with another certificate gets nobody in, though the code is right', async () => {
    const { code, admitted } = open();
    expect(await go(code.code, await between())).toEqual({ refused: 'join-wrong-code' });
    expect(admitted).toEqual([]);
    expect(code.triesLeft).toBe(4);
  });

  it('who answers itself without knowing the code is not believed', async () => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'x' }], { keyType: 'ec' });
    const liar = createServer((socket) => {
      socket.write('INFO {"tls_required":true}\r\n', () => {
        const secureContext = createSecureContext({ cert, key });
        const joiner = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: [PAIRING] });
        joiner.on('error', () => undefined);
        joiner.once('data', () => {
          joiner.write(`${JSON.stringify({ nonce: newNonce(), salt: 'AAAA' })}\n`);
          joiner.once('data', () => joiner.write(`${JSON.stringify({ proof: 'x', sealed: 'y' })}\n`));
        });
      });
    });
    await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve));
    expect(await go(newCode(), `127.0.0.1:${(liar.address() as AddressInfo).port}`)).toEqual({
      refused: 'join-not-genuine',
    });
    liar.close();
  });
});

describe('what is no pairing', () => {
  /** All that the house says to these bytes, until it ends the connection. */
  async function answerTo(...chunks: string[]): Promise<string> {
    const plain: Socket = connectTcp({ host: '127.0.0.1', port: Number(address().split(':')[1]) });
    await new Promise((resolve) => plain.once('data', resolve));
    plain.pause();
    const socket = connectTls({ socket: plain, ALPNProtocols: [PAIRING], rejectUnauthorized: false });
    socket.on('error', () => undefined);
    let said = '';
    socket.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    for (const chunk of chunks) socket.write(chunk);
    await new Promise((resolve) => socket.once('close', resolve));
    return said;
  }
  const hello = { v: 1, name: 'Foyer', publicKey: newKey().publicKey, nonce: newNonce() };
  const line = (value: unknown) => `${JSON.stringify(value)}\n`;

  it('ends with nothing given away: garbage, lines without an end, huge ones', async () => {
    const { code, admitted, ends } = open();
    for (const garbage of [
      'nonsense\n',
      '[]\n',
      'null\n',
      'x'.repeat(100_000),
      `"${'x'.repeat(20_000)}"\n`,
      '\u0000\n',
    ]) {
      expect(await answerTo(garbage)).toBe('');
    }
    const bad = [
      {},
      { ...hello, v: 2 },
      { ...hello, name: 'a\nb' },
      { ...hello, name: 'x'.repeat(41) },
      { ...hello, publicKey: 'UX' },
      { ...hello, nonce: '' },
    ];
    for (const each of bad) expect(await answerTo(line(each))).toBe(line({ refused: 'malformed' }));
    // None of it was a try.
    expect(code.triesLeft).toBe(5);
    expect([admitted, ends]).toEqual([[], []]);
    expect(await go(code.code)).toEqual({ joined: ADMISSION, server: address() });
  });

  it('is what was said before, said again', async () => {
    const { code, admitted } = open();
    // The whole of a good handshake but for the house's nonce, which is new each time.
    const said = await answerTo(line(hello), line({ proof: newNonce() }));
    expect(said).toContain('wrong-code');
    const again = await answerTo(line(hello), line({ proof: newNonce() }));
    const [first, second] = [said, again].map(
      (text) => (JSON.parse(text.split('\n')[0] ?? '') as { nonce: string }).nonce,
    );
    expect(first).not.toBe(second);
    expect([code.triesLeft, admitted.length]).toEqual([3, 0]);
  });
});
