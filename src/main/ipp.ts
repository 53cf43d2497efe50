/**
 * Asks the printing system of Linux and macOS (CUPS) what became of a job, and how a printer is: by IPP (RFC 8011), since what
 * `lpstat` prints does not tell a job that was printed from one that was given up.
 */
import { existsSync } from 'node:fs';
import { request as httpRequest, type RequestOptions } from 'node:http';

/** What was asked for, by name; a printer that leaves one out has none. Numbers are IPP's own enumerations. */
export type IppAnswer = ReadonlyMap<string, readonly (string | number | boolean)[]>;

const GET_JOB_ATTRIBUTES = 0x0009;
const GET_PRINTER_ATTRIBUTES = 0x000b;
const PATIENCE_MS = 2_000;
const SOCKETS = ['/run/cups/cups.sock', '/var/run/cups/cups.sock', '/private/var/run/cupsd'];

/** Value tags of IPP. */
const INTEGER = 0x21;
const BOOLEAN = 0x22;
const ENUM = 0x23;
const KEYWORD = 0x44;
const URI = 0x45;
const CHARSET = 0x47;
const LANGUAGE = 0x48;
const NAME = 0x42;
const OPERATION_GROUP = 0x01;
const END = 0x03;

/** State and reasons of a job; undefined where nobody answers, or knows it. */
export function askJob(printer: string, job: number): Promise<IppAnswer | undefined> {
  return ask(GET_JOB_ATTRIBUTES, printer, job, ['job-state', 'job-state-reasons', 'job-printer-state-message']);
}

/** State and reasons of a printer, by the name that the system has for it. */
export function askPrinter(printer: string): Promise<IppAnswer | undefined> {
  const wanted = ['printer-state', 'printer-state-reasons', 'printer-state-message', 'printer-is-accepting-jobs'];
  return ask(GET_PRINTER_ATTRIBUTES, printer, undefined, wanted);
}

/** Where the system takes IPP: `CUPS_SERVER` as its own commands understand it, else its socket. */
function place(): RequestOptions | undefined {
  const named = process.env['CUPS_SERVER'];
  if (named?.startsWith('/') === true) return { socketPath: named };
  if (named !== undefined && named !== '') {
    const [, host = '', port = '631'] = /^([^:/]+)(?::(\d+))?/.exec(named) ?? [];
    return host === '' ? undefined : { host, port: Number(port) };
  }
  const socketPath = SOCKETS.find((path) => existsSync(path));
  return socketPath === undefined ? undefined : { socketPath };
}

function ask(operation: number, printer: string, job: number | undefined, wanted: readonly string[]) {
  const to = place();
  if (!to) return Promise.resolve(undefined);
  const uri = `ipp://localhost/printers/${encodeURIComponent(printer)}`;
  const body = Buffer.concat([
    Buffer.from([2, 0, operation >> 8, operation & 255, 0, 0, 0, 1, OPERATION_GROUP]),
    attribute(CHARSET, 'attributes-charset', 'utf-8'),
    attribute(LANGUAGE, 'attributes-natural-language', 'en'),
    attribute(URI, 'printer-uri', uri),
    ...(job === undefined ? [] : [attribute(INTEGER, 'job-id', job)]),
    attribute(NAME, 'requesting-user-name', 'full-house'),
    // Of several values the first alone has a name.
    ...wanted.map((name, at) => attribute(KEYWORD, at === 0 ? 'requested-attributes' : '', name)),
    Buffer.from([END]),
  ]);
  return new Promise<IppAnswer | undefined>((resolve) => {
    const options: RequestOptions = {
      ...to,
      method: 'POST',
      path: '/',
      timeout: PATIENCE_MS,
      headers: { host: 'localhost', 'content-type': 'application/ipp', 'content-length': body.length },
    };
    const sent = httpRequest(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve(readIpp(Buffer.concat(chunks))));
      answer.on('error', () => resolve(undefined));
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => resolve(undefined));
    sent.end(body);
  });
}

function attribute(tag: number, name: string, value: string | number): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : Buffer.alloc(4);
  if (typeof value === 'number') bytes.writeInt32BE(value);
  const named = Buffer.from(name);
  const head = Buffer.alloc(3 + named.length + 2);
  head.writeUInt8(tag, 0);
  head.writeUInt16BE(named.length, 1);
  named.copy(head, 3);
  head.writeUInt16BE(bytes.length, 3 + named.length);
  return Buffer.concat([head, bytes]);
}

/** Exported for its tests. Undefined for a refusal, and for what is no IPP. */
export function readIpp(answer: Buffer): IppAnswer | undefined {
  const read = new Map<string, (string | number | boolean)[]>();
  try {
    // Version, status, request id; from 0x0100 on the status is a refusal.
    if (answer.readUInt16BE(2) >= 0x0100) return undefined;
    let at = 8;
    let name = '';
    for (;;) {
      const tag = answer.readUInt8(at++);
      if (tag === END) return read;
      if (tag < 0x10) continue;
      const named = answer.readUInt16BE(at);
      if (named > 0) name = answer.toString('utf8', at + 2, at + 2 + named);
      at += 2 + named;
      const length = answer.readUInt16BE(at);
      const value = answer.subarray(at + 2, at + 2 + length);
      at += 2 + length;
      if (named > 0) read.set(name, []);
      read.get(name)?.push(valueOf(tag, value));
    }
  } catch {
    return undefined;
  }
}

function valueOf(tag: number, value: Buffer): string | number | boolean {
  if (tag === INTEGER || tag === ENUM) return value.readInt32BE(0);
  return tag === BOOLEAN ? value.readUInt8(0) === 1 : value.toString('utf8');
}
