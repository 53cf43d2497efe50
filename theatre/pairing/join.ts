/** The joiner's side: goes to a house's address with the code that is on its screen, and comes back with what it takes to be one of it. */
import { connect as connectTcp, type Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls } from 'node:tls';
import { readCode } from './code.ts';
import {
  keyFromCode,
  newNonce,
  PAIRING,
  proofOf,
  proves,
  unseal,
  VERSION,
  WITHIN_MS,
  type Admission,
} from './handshake.ts';
import { linesOver } from './lines.ts';

export const JOIN_PORT = 4681;

/** `not-genuine`: whoever answers does not know the code, and may stand between us and the house. */
export type JoinRefusal =
  | 'join-bad-address'
  | 'join-bad-code'
  | 'join-unreachable'
  | 'join-no-house'
  | 'join-no-code'
  | 'join-wrong-code'
  | 'join-not-genuine';

/** `server`: `host:port` by which this machine finds the house from now on. */
export type JoinOutcome = { readonly joined: Admission; readonly server: string } | { readonly refused: JoinRefusal };

export interface JoinRequest {
  /** `host` or `host:port`, as somebody typed it. */
  readonly address: string;
  readonly code: string;
  readonly name: string;
  /** Of the nkey pair that was made for this; its seed stays where it is. */
  readonly publicKey: string;
}

/** Undefined when it is no address. */
export function readAddress(typed: string): { readonly host: string; readonly port: number } | undefined {
  const text = typed.trim().replace(/^[a-z]+:\/\//i, '');
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-f:.]+)\]|([^\s:/@[\]]{1,253}))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = digits === undefined ? JOIN_PORT : Number(digits);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}

/** Never rejects. */
export async function join({ address, code, name, publicKey }: JoinRequest): Promise<JoinOutcome> {
  const where = readAddress(address);
  const signs = readCode(code);
  if (!where) return { refused: 'join-bad-address' };
  if (!signs) return { refused: 'join-bad-code' };
  const plain = await reach(where.host, where.port);
  if (!plain) return { refused: 'join-unreachable' };
  try {
    if (!(await greeted(plain))) return { refused: 'join-no-house' };
    // Nobody is trusted for their certificate yet: it is part of what both sides prove.
    const socket = connectTls({ socket: plain, ALPNProtocols: [PAIRING], rejectUnauthorized: false });
    const lines = linesOver(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve);
      socket.once('close', () => reject(new Error('no TLS')));
    });
    const hello = { v: VERSION, name, publicKey, nonce: newNonce() };
    lines.say(hello);
    const { nonce, salt, refused } = await lines.hear();
    if (refused !== undefined) return { refused: refused === 'no-code' ? 'join-no-code' : 'join-no-house' };
    if (typeof nonce !== 'string' || typeof salt !== 'string') return { refused: 'join-no-house' };
    const fingerprint = socket.getPeerCertificate().fingerprint256;
    const transcript = { hello, welcome: { nonce, salt }, fingerprint };
    const key = await keyFromCode(signs, salt);
    lines.say({ proof: proofOf(key, 'joiner', transcript) });
    const answer = await lines.hear();
    if (answer['refused'] === 'wrong-code') return { refused: 'join-wrong-code' };
    if (answer['refused'] === 'no-code') return { refused: 'join-no-code' };
    if (!proves(key, 'house', transcript, answer['proof'])) return { refused: 'join-not-genuine' };
    const joined = unseal(key, transcript, String(answer['sealed']));
    // As it was typed, unless the certificate does not know it by that name.
    const typed = `${where.host.includes(':') ? `[${where.host}]` : where.host}:${where.port}`;
    const known = checkServerIdentity(where.host, socket.getPeerCertificate()) === undefined;
    return { joined, server: known ? typed : (joined.servers[0] ?? typed) };
  } catch {
    return { refused: 'join-no-house' };
  } finally {
    plain.destroy();
  }
}

function reach(host: string, port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host, port, timeout: 5000 });
    const failed = () => {
      socket.destroy();
      resolve(undefined);
    };
    socket.once('error', failed);
    socket.once('timeout', failed);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', failed);
      socket.off('timeout', failed);
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

/** A house's log speaks first, one line; then TLS. */
function greeted(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    let said = '';
    const over = (answer: boolean) => {
      clearTimeout(patience);
      socket.off('data', hear);
      socket.off('close', gone);
      // What comes next is TLS's to read.
      socket.pause();
      resolve(answer);
    };
    const hear = (chunk: Buffer) => {
      said += chunk.toString('latin1');
      if (said.includes('\r\n')) over(/^INFO \{.*"tls_required":true/.test(said));
      else if (said.length > 16_384) over(false);
    };
    const gone = () => over(false);
    const patience = setTimeout(gone, WITHIN_MS / 3);
    socket.on('data', hear);
    socket.on('close', gone);
  });
}
