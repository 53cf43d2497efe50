/** Hands one mail to the SMTP server, and says exactly how far it came. */
import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer/lib/errors.js';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { mailProblem } from '../../../theatre/contract/mail-problem.ts';
import type { MailConfig } from '../../mail-config.ts';
import { IdleConnections, type OpenConnection } from './idle-connections.ts';
import type { SmtpPatience } from './patience.ts';
import { keptSecret, problemOf, type SmtpError } from './smtp-problem.ts';

export interface Parcel {
  /** Address of the one it is for. */
  readonly to: string;
  /** The whole message as it is sent. */
  readonly message: Buffer;
  /**
   * Asked when the server has taken the recipient and waits for the content, before the first byte of it leaves. After a
   * false nothing leaves.
   */
  begin(this: void): Promise<boolean>;
}

export type Delivery =
  | { readonly kind: 'accepted' }
  /** The server will not have this mail, now or later. */
  | { readonly kind: 'refused'; readonly problem: string }
  /** The server may have this mail another time. */
  | { readonly kind: 'deferred'; readonly problem: string }
  /** There is no talking to the server, for any mail; nothing of this one has left. */
  | { readonly kind: 'trouble'; readonly problem: string }
  /** It knew us and was told of this mail, and there was no answer to that; nothing of it has left. */
  | { readonly kind: 'broken'; readonly problem: string }
  /** The content was on its way and no answer came: the server may have it or not. */
  | { readonly kind: 'lost'; readonly problem: string }
  /** `begin` said no. */
  | { readonly kind: 'not-begun' };

export interface Post {
  deliver(parcel: Parcel): Promise<Delivery>;
  /** Gives up those whose content has not begun to leave. */
  stop(): void;
}

export function openPost(config: MailConfig, patience: SmtpPatience): Post {
  const ways = new Set<Way>();
  const idle = new IdleConnections(patience.keepMs);
  let stopped = false;
  const go = (parcel: Parcel, open?: OpenConnection) =>
    new Promise<Delivery | 'worn'>((resolve) => {
      const way = new Way({ config, patience, parcel, idle, open }, (end) => {
        ways.delete(way);
        resolve(end);
      });
      ways.add(way);
      way.go();
    });
  return {
    async deliver(parcel) {
      for (;;) {
        const end = stopped ? ({ kind: 'not-begun' } as const) : await go(parcel, idle.take());
        if (end !== 'worn') return end;
      }
    },
    stop() {
      stopped = true;
      for (const way of ways) way.giveUp();
      idle.close();
    },
  };
}

/** `known`: it has greeted us and knows who we are; `beginning`: it waits for the content. */
type Stage = 'before' | 'known' | 'beginning' | 'content' | 'over';

interface WayOptions {
  readonly config: MailConfig;
  readonly patience: SmtpPatience;
  readonly parcel: Parcel;
  readonly idle: IdleConnections;
  /** One that took other mails before; a new one where there is none. */
  readonly open: OpenConnection | undefined;
}

/** One mail's way, on a connection that it has to itself meanwhile. It ends `worn` where one used before would not take it: another one may. */
class Way {
  readonly #config: MailConfig;
  readonly #patience: SmtpPatience;
  readonly #parcel: Parcel;
  readonly #idle: IdleConnections;
  readonly #open: OpenConnection | undefined;
  readonly #onEnd: (end: Delivery | 'worn') => void;
  readonly #connection: SMTPConnection;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #stage: Stage = 'before';
  /** What went wrong while `begin` was asked. */
  #broke: SmtpError | undefined;

  constructor({ config, patience, parcel, idle, open }: WayOptions, onEnd: (end: Delivery | 'worn') => void) {
    this.#config = config;
    this.#patience = patience;
    this.#parcel = parcel;
    this.#idle = idle;
    this.#open = open;
    this.#onEnd = onEnd;
    this.#connection = open?.connection ?? newConnection(config, patience);
    this.#within(patience.beforeMs);
  }

  #within(ms: number): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#fail({ message: '', code: 'ETIMEDOUT' }), ms);
  }

  go(): void {
    const connection = this.#connection;
    connection.on('error', (error: NodemailerError) => this.#fail(error));
    connection.on('end', () => this.#fail({ message: mailProblem('hung-up'), code: 'ECONNECTION' }));
    if (this.#open) return this.#send();
    return connection.connect((error) => {
      if (error) return this.#fail(error);
      const { user, pass = '' } = this.#config;
      if (user === undefined) return this.#send();
      return connection.login({ user, pass }, (refused) => (refused ? this.#fail(refused) : this.#send()));
    });
  }

  giveUp(): void {
    if (this.#stage === 'before' || this.#stage === 'known') this.#end({ kind: 'not-begun' });
    else if (this.#stage === 'beginning') this.#broke ??= { message: mailProblem('ending') };
  }

  #send(): void {
    if (this.#stage === 'before') this.#stage = 'known';
    const { to, message } = this.#parcel;
    const envelope = { from: this.#config.from.address, to: [to], size: message.length };
    this.#connection.send(
      envelope,
      lazily(() => this.#begin()),
      (error) => (error ? this.#fail(error) : this.#end({ kind: 'accepted' })),
    );
  }

  /** The content, once it may leave. */
  async #begin(): Promise<Buffer | undefined> {
    if (this.#stage !== 'known') return undefined;
    this.#stage = 'beginning';
    const begun = await this.#parcel.begin();
    if (!begun) this.#end({ kind: 'not-begun' });
    else if (this.#broke) this.#end({ kind: 'deferred', problem: this.#inWords(this.#broke) });
    else {
      this.#stage = 'content';
      this.#within(this.#patience.contentMs);
      return this.#parcel.message;
    }
    return undefined;
  }

  #fail(error: SmtpError): void {
    if (this.#stage === 'beginning') this.#broke ??= error;
    // It had been idle, or has had enough of us: of this mail that says nothing, and nothing of it has left.
    else if (this.#open && this.#stage === 'known' && !isOfRecipient(error)) this.#end('worn');
    else this.#end(deliveryOf(error, this.#stage, this.#inWords(error)));
  }

  #inWords(error: SmtpError): string {
    return withoutAddress(keptSecret(problemOf(error), this.#config), this.#parcel.to);
  }

  #end(end: Delivery | 'worn'): void {
    if (this.#stage === 'over') return;
    this.#stage = 'over';
    clearTimeout(this.#deadline);
    const connection = this.#connection;
    if (end !== 'worn' && end.kind === 'accepted') {
      connection.removeAllListeners();
      this.#idle.keep({ connection, mails: (this.#open?.mails ?? 0) + 1 });
    } else connection.close();
    this.#onEnd(end);
  }
}

function newConnection(config: MailConfig, patience: SmtpPatience): SMTPConnection {
  return new SMTPConnection({
    host: config.host,
    port: config.port,
    secure: config.secure,
    ...(config.tls === 'required' ? { requireTLS: true } : {}),
    ...(config.tls === 'off' ? { ignoreTLS: true } : {}),
    tls: { rejectUnauthorized: config.tls !== 'unverified' },
    connectionTimeout: patience.connectMs,
    dnsTimeout: patience.connectMs,
    greetingTimeout: patience.greetingMs,
    // Silence alone ends nothing before the deadlines do: those also end a server that says a byte now and then.
    socketTimeout: 2 * patience.contentMs,
    socketCloseTimeout: 1000,
  });
}

/** Mail servers like to repeat whom a mail was for. What is noted of it is kept for longer than the address may be. */
function withoutAddress(problem: string, address: string): string {
  const at = (text: string) => text.toLowerCase().indexOf(address.toLowerCase());
  let rest = problem;
  for (let found = at(rest); address.includes('@') && found >= 0; found = at(rest)) {
    rest = `${rest.slice(0, found)}(address)${rest.slice(found + address.length)}`;
  }
  return rest;
}

/** A stream of one buffer, asked for when somebody reads. Without one it neither goes on nor ends. */
function lazily(ask: () => Promise<Buffer | undefined>): Readable {
  let asked = false;
  return new Readable({
    read() {
      if (asked) return;
      asked = true;
      void ask().then((buffer) => {
        if (!buffer) return;
        this.push(buffer);
        this.push(null);
      });
    },
  });
}

/** Refusals of who we are, not of this mail: the same for every one until somebody mends it. */
const OF_US = new Set([421, 454, 530, 534, 535, 538]);
const OF_THIS_MAIL = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/** What a server says of a recipient it says on any connection. */
function isOfRecipient({ responseCode = 0, command }: SmtpError): boolean {
  return command === 'RCPT TO' && responseCode >= 400 && responseCode !== 421;
}

/** Exported for its tests. */
export function deliveryOf(error: SmtpError, stage: Stage, problem: string): Delivery {
  const { responseCode = 0, command = '', code = '' } = error;
  const answered = responseCode >= 400 && responseCode < 600;
  if (stage === 'content') {
    if (!answered) return { kind: 'lost', problem };
    return responseCode >= 500 ? { kind: 'refused', problem } : { kind: 'deferred', problem };
  }
  // An address that SMTP cannot carry, or that this server cannot: no server was asked.
  if (code === 'EENVELOPE' && !answered) return { kind: 'refused', problem };
  if (code === 'EMESSAGE') return { kind: 'refused', problem };
  if (!answered && stage === 'known') return { kind: 'broken', problem };
  if (!answered || OF_US.has(responseCode) || !OF_THIS_MAIL.has(command)) return { kind: 'trouble', problem };
  return responseCode >= 500 ? { kind: 'refused', problem } : { kind: 'deferred', problem };
}
