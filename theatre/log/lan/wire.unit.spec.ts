import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAYLOAD_LIMIT, WireFault, WireReader, written, type Frame } from './wire.ts';

const read = (...chunks: Buffer[]): Frame[] => {
  const reader = new WireReader();
  reader.known = true;
  return chunks.flatMap((chunk) => [...reader.read(chunk)]);
};
const said = (text: string): Frame[] => read(Buffer.from(text, 'latin1'));

const word = fc.stringMatching(/^[A-Za-z0-9._$-]{1,20}$/);
const frames = fc.oneof(
  fc.record({
    is: fc.constant('publish' as const),
    subject: word,
    reply: fc.option(word, { nil: undefined }),
    headers: fc.option(
      fc
        .uniqueArray(fc.tuple(fc.stringMatching(/^[A-Za-z-]{1,12}$/), fc.stringMatching(/^[!-~]{0,12}$/)), {
          selector: ([name]) => name,
          minLength: 1,
        })
        .map((pairs) => new Map(pairs)),
      { nil: undefined },
    ),
    body: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  }),
  fc.record({ is: fc.constant('other' as const), words: fc.constantFrom(['PING'], ['SUB', 'a', '1'], ['UNSUB', '1']) }),
  fc.record({ is: fc.constant('connect' as const), options: fc.constant({ nkey: 'U', verbose: false }) }),
);

describe('the wire', () => {
  it('reads what it wrote, however it is cut', () => {
    fc.assert(
      fc.property(fc.array(frames, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 8 }), (list, cuts) => {
        const bytes = Buffer.concat(list.map((frame) => written(frame as Frame)));
        const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
        const chunks = places.slice(1).map((end, at) => bytes.subarray(places[at], end));
        expect(read(...chunks)).toEqual(list);
      }),
    );
  });

  it('understands no more than it must', () => {
    expect(said('pub  a \t 1\r\nx\r\n')).toMatchObject([{ is: 'publish', subject: 'a' }]);
    expect(said('HPUB a 0 1\r\nx\r\n')).toMatchObject([{ headers: undefined }]);
    const faults = [
      'HELLO\r\n',
      'PUB\r\n',
      'PUB a\r\n',
      'PUB a b c 1\r\nx\r\n',
      'PUB a -1\r\n',
      'PUB a 1e3\r\n',
      `PUB a ${PAYLOAD_LIMIT + 1}\r\n`,
      'PUB a 1\r\nxyz',
      'HPUB a 5 1\r\nx\r\n',
      'HPUB a 12 12\r\nNATS/1.1\r\n\r\n\r\n',
      'HPUB a 20 20\r\nNATS/1.0\r\nA:b\r\nA:c\r\n\r\n'.replace('20 20', '22 22') + '\r\n',
      'SUB a\r\n',
      'UNSUB 1\nPUB a\r5\r\n',
      'SUB a\n1\r\n',
      'PUB a\rb 1\r\nx\r\n',
      'PUB a\x00 1\r\nx\r\n',
      'PING now\r\n',
      'CONNECT 1\r\n',
      'CONNECT {\r\n',
      `SUB ${'a'.repeat(5000)} 1\r\n`,
      'x'.repeat(17_000),
    ];
    for (const fault of faults) expect(() => said(fault)).toThrow(WireFault);
  });

  it('waits for no message of somebody who has not said who they are', () => {
    const bytes = Buffer.from('PUB theatre.people 1048576\r\n');
    expect(() => [...new WireReader().read(bytes)]).toThrow(WireFault);
    const reader = new WireReader();
    const heard: string[] = [];
    for (const { is } of reader.read(Buffer.from('CONNECT {"nkey":"U"}\r\nPUB a 2\r\n{}\r\n'))) {
      heard.push(is);
      reader.known = true;
    }
    expect(heard).toEqual(['connect', 'publish']);
  });

  it('puts a message together once, in however many pieces it comes', () => {
    const body = Buffer.alloc(200_000, 'x');
    const bytes = written({ is: 'publish', subject: 'a', reply: undefined, headers: undefined, body });
    const reader = new WireReader();
    reader.known = true;
    const frames: Frame[] = [];
    for (let at = 0; at < bytes.length; at++) frames.push(...reader.read(bytes.subarray(at, at + 1)));
    frames.push(...reader.read(Buffer.from('PING\r\n')));
    expect(frames.map(({ is }) => is)).toEqual(['publish', 'other']);
    expect(frames[0]).toHaveProperty('body.length', body.length);
  });
});
