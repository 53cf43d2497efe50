/** Starts, tells and ends the SMTP server of a test. */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { freePort } from '../../../../theatre/log/testing/free-port.ts';

/** What the server does from now on. */
export interface SmtpOrders {
  /** Codes with which the next recipients are refused. */
  rcpt?: number[];
  /** Codes with which the next contents are refused. */
  data?: number[];
  slowMs?: number;
  hangAtRcpt?: boolean;
  /** Takes the content and never says so. */
  hangAfterData?: boolean;
}

export interface ArrivedMail {
  /** A byte a character. */
  readonly raw: string;
  readonly from: string;
  readonly to: readonly string[];
  /** Whether it came over TLS. */
  readonly secure: boolean;
}

export type SmtpReport =
  | { readonly port: number }
  | { readonly told: true }
  | { readonly rcpt: string }
  | { readonly mail: ArrivedMail };

export interface TestSmtp {
  readonly port: number;
  /** What it has taken, or would have, by `hangAfterData`. */
  readonly mails: readonly ArrivedMail[];
  /** Recipients that it was asked to take, also those it refused. */
  readonly asked: readonly string[];
  tell(this: void, orders: SmtpOrders): Promise<void>;
  /** Ends it as a power cut does. */
  kill(this: void): Promise<void>;
  /** Starts it again at the same port. */
  start(this: void): Promise<void>;
}

export interface SmtpOptions {
  /** TLS from the first byte. Defaults to false. */
  readonly secure?: boolean;
  /** Without STARTTLS. Defaults to true. */
  readonly plain?: boolean;
  readonly user?: string;
  readonly pass?: string;
}

export async function testSmtp(options: SmtpOptions = {}): Promise<TestSmtp> {
  const mails: ArrivedMail[] = [];
  const asked: string[] = [];
  let child: ChildProcess | undefined;
  // The same after a kill.
  let port = await freePort();
  let told: () => void = () => undefined;
  const start = () =>
    new Promise<void>((resolve, reject) => {
      const given = JSON.stringify({ secure: false, plain: true, ...options, port });
      child = fork(join(import.meta.dirname, 'smtp-process.ts'), [given], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      child.once('exit', (code) => reject(new Error(`the SMTP server ended with ${code}`)));
      child.on('message', (report: SmtpReport) => {
        if ('mail' in report) mails.push(report.mail);
        else if ('rcpt' in report) asked.push(report.rcpt);
        else if ('told' in report) told();
        else {
          ({ port } = report);
          resolve();
        }
      });
    });
  await start();
  return {
    get port() {
      return port;
    },
    mails,
    asked,
    start,
    tell: (orders) =>
      new Promise((resolve) => {
        told = resolve;
        child?.send(orders);
      }),
    async kill() {
      const ending = child;
      child = undefined;
      if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
      const gone = new Promise((resolve) => ending.once('exit', resolve));
      ending.kill('SIGKILL');
      await gone;
    },
  };
}

export function parsed({ raw }: ArrivedMail): Promise<Email> {
  return PostalMime.parse(Buffer.from(raw, 'latin1'));
}
