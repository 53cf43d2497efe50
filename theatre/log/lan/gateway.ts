/**
 * Where other machines reach this house's log: TLS on the network in front of the nats-server that listens on loopback alone.
 * nats-server checks each machine's key and its role's permissions; this checks what permissions cannot (`wire-rules.ts`).
 * One port: whoever asks for `PAIRING` in the TLS handshake is handed to the pairing instead, while there is one.
 */
import { X509Certificate } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import { PAIRING } from '../../pairing/handshake.ts';
import { houseIdentity, type Identity } from './authority.ts';
import type { Member } from './roles.ts';
import { mayPublish, nothingHeard, type Heard } from './wire-rules.ts';
import { WireReader, written, type Frame } from './wire.ts';

/** Takes over a connection that wants to pair; `fingerprint` is the SHA-256 of the certificate that it was shown. */
export type PairingRoom = (socket: TLSSocket, fingerprint: string) => unknown;

export interface GatewayOptions {
  readonly folder: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Of nats-server on this machine. */
  readonly upstream: () => number;
  /** By public key; asked for each connection. */
  readonly member: (publicKey: string) => Member | undefined;
  readonly pairing: () => PairingRoom | undefined;
  readonly onChange: () => void;
}

/** Connections that nobody has answered for yet; a house has a handful of machines. Those that pair are among them. */
const STRANGERS = 64;
/** From one address: a kiosk and its server come at once. */
const STRANGERS_OF_ONE = 16;
const KNOWN_WITHIN_MS = 10_000;
/** nats-server asks every ten seconds whether somebody is there, and whoever is answers. */
const SILENT_MS = 15_000;
/** For the other side to read why it ends. */
const LAST_WORD_MS = 500;

interface Guest {
  member: Member | undefined;
  readonly address: string | undefined;
  readonly end: (say?: string) => void;
}

export class Gateway {
  readonly #options: GatewayOptions;
  readonly #guests = new Set<Guest>();
  /** Those who pair among them. */
  readonly #sockets = new Set<Socket>();
  readonly #heard = new Map<string, Heard>();
  #identity: Identity;
  #context: SecureContext;
  readonly #server: Server;

  private constructor(options: GatewayOptions, identity: Identity) {
    this.#options = options;
    this.#identity = identity;
    this.#context = contextOf(identity);
    this.#server = createServer((socket) => this.#receive(socket));
  }

  /** Resolves when it listens. Throws where it cannot, as with a port in use. */
  static async open(options: GatewayOptions): Promise<Gateway> {
    const gateway = new Gateway(options, await houseIdentity(options.folder));
    await new Promise<void>((resolve, reject) => {
      gateway.#server.once('error', reject);
      gateway.#server.listen(options.port, options.host, resolve);
    });
    return gateway;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get ca(): string {
    return this.#identity.ca;
  }

  /** Ids of the members that are connected now. */
  get connected(): ReadonlySet<string> {
    return new Set([...this.#guests].flatMap(({ member }) => (member ? [member.id] : [])));
  }

  /** A certificate for the addresses that this machine has now. */
  async renew(): Promise<void> {
    this.#identity = await houseIdentity(this.#options.folder);
    this.#context = contextOf(this.#identity);
  }

  /** Ends the connections of all who are not members any more, and tells them why. */
  expel(): void {
    for (const guest of this.#guests) {
      if (guest.member && this.#options.member(guest.member.publicKey)?.id !== guest.member.id)
        guest.end('Authorization Violation');
    }
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const guest of this.#guests) guest.end();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #receive(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    const address = socket.remoteAddress;
    if (!this.#hasRoom(address)) {
      socket.destroy();
      return;
    }
    socket.setNoDelay(true);
    const upstream = connect({ host: '127.0.0.1', port: this.#options.upstream() });
    upstream.setNoDelay(true);
    let secure: TLSSocket | undefined;
    const end = (say?: string): void => {
      if (!this.#guests.delete(guest)) return;
      clearTimeout(patience);
      upstream.destroy();
      const last = secure ?? socket;
      if (say !== undefined && secure?.writable === true) secure.end(`-ERR '${say}'\r\n`);
      // Who does not read has had their chance.
      setTimeout(() => last.destroy(), say === undefined ? 0 : LAST_WORD_MS).unref();
      this.#options.onChange();
    };
    const guest: Guest = { member: undefined, address, end };
    this.#guests.add(guest);
    const patience = setTimeout(() => {
      if (!guest.member) end();
    }, KNOWN_WITHIN_MS);
    socket.on('close', () => end());
    upstream.on('error', () => end());
    let pairs = false;
    upstream.on('close', () => {
      if (!pairs) end();
    });
    // nats-server greets; its greeting has what a key is proved with, and is all that goes without TLS.
    let greeting = '';
    upstream.on('data', function greet(chunk: Buffer) {
      greeting += chunk.toString('latin1');
      if (!greeting.includes('\r\n') && greeting.length < 16_384) return;
      upstream.off('data', greet);
      upstream.pause();
      const said = ownGreeting(greeting);
      if (said === undefined) end();
      else socket.write(said, () => begin());
    });
    const begin = (): void => {
      const fingerprint = new X509Certificate(this.#identity.cert).fingerprint256;
      secure = new TLSSocket(socket, {
        isServer: true,
        secureContext: this.#context,
        ALPNProtocols: [PAIRING],
      });
      const stream = secure;
      stream.on('error', () => end());
      stream.on('close', () => end());
      stream.once('secure', () => {
        if (stream.alpnProtocol !== PAIRING) {
          this.#carry(guest, stream, upstream);
          return;
        }
        const room = this.#options.pairing();
        // Which has a patience of its own.
        pairs = true;
        clearTimeout(patience);
        upstream.destroy();
        if (room) room(stream, fingerprint);
        else {
          stream.end(`${JSON.stringify({ refused: 'no-code' })}\n`);
          setTimeout(() => stream.destroy(), LAST_WORD_MS).unref();
        }
      });
    };
  }

  /** A crowd of strangers keeps no member out: one address has a share, and of many the one with most makes room. */
  #hasRoom(address: string | undefined): boolean {
    const strangers = [...this.#guests].filter(({ member }) => !member);
    const shares = new Map<string | undefined, Guest[]>();
    for (const guest of strangers) shares.set(guest.address, [...(shares.get(guest.address) ?? []), guest]);
    if ((shares.get(address)?.length ?? 0) >= STRANGERS_OF_ONE) return false;
    if (strangers.length >= STRANGERS) {
      const [largest] = [...shares.values()].sort((a, b) => b.length - a.length);
      largest?.[0]?.end();
    }
    return true;
  }

  #carry(guest: Guest, client: TLSSocket, upstream: Socket): void {
    const reader = new WireReader();
    upstream.on('data', (chunk: Buffer) => {
      if (!client.write(chunk)) upstream.pause();
    });
    client.on('drain', () => upstream.resume());
    upstream.on('drain', () => client.resume());
    client.on('data', (chunk: Buffer) => {
      try {
        for (const frame of reader.read(chunk)) {
          const answer = this.#judge(guest, frame, reader);
          if (answer === undefined) {
            if (!upstream.write(written(frame))) client.pause();
          } else if (answer.ends) return guest.end(answer.says);
          else client.write(`-ERR '${answer.says}'\r\n`);
        }
      } catch {
        guest.end('Unknown Protocol Operation');
      }
    });
    client.setTimeout(SILENT_MS, () => guest.end());
    upstream.resume();
  }

  /** Undefined: nats-server hears it. */
  #judge(guest: Guest, frame: Frame, reader: WireReader): { readonly says: string; readonly ends?: true } | undefined {
    if (frame.is === 'connect') {
      // The owner's name and password are for this machine alone, and nobody is two machines.
      const { nkey } = frame.options;
      const member = typeof nkey === 'string' && !guest.member ? this.#options.member(nkey) : undefined;
      const other = ['user', 'pass', 'auth_token', 'jwt'].some((key) => frame.options[key] !== undefined);
      // nats-server reads names without regard to case: another spelling would be another machine to it than to us.
      const strange = Object.keys(frame.options).some((key) => !/^[a-z_]+$/.test(key));
      if (!member || other || strange) return { says: 'Authorization Violation', ends: true };
      guest.member = member;
      reader.known = true;
      this.#options.onChange();
      return undefined;
    }
    if (!guest.member)
      return frame.is === 'other' && frame.words[0] === 'PING'
        ? undefined
        : { says: 'Authorization Violation', ends: true };
    if (frame.is === 'other') return undefined;
    const heard = this.#heard.get(guest.member.id) ?? nothingHeard();
    this.#heard.set(guest.member.id, heard);
    if (mayPublish(guest.member, frame, heard)) return undefined;
    return { says: `Permissions Violation for Publish to "${frame.subject}"` };
  }
}

/** Before 1.3 a connection could shake hands twice, which would be two beginnings. */
function contextOf({ cert, key, ca }: Identity): SecureContext {
  return createSecureContext({ cert: `${cert}\n${ca}`, key, minVersion: 'TLSv1.3' });
}

/** nats-server's first line as other machines are to see it: TLS is wanted, and nothing of where it really is. */
function ownGreeting(text: string): string | undefined {
  try {
    const info = JSON.parse(/^INFO (.*)\r\n/.exec(text)?.[1] ?? '') as Record<string, unknown>;
    const { host: _, port: __, client_ip: ___, connect_urls: ____, ...rest } = info;
    return `INFO ${JSON.stringify({ ...rest, host: '0.0.0.0', port: 0, tls_required: true })}\r\n`;
  } catch {
    return undefined;
  }
}
