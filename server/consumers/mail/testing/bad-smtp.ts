/** Starts and tells an SMTP server with bad manners, in a process of its own. */
import { fork } from 'node:child_process';
import { join } from 'node:path';

export type Stage = 'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'after 354' | 'content' | 'end' | 'after end';

/** How it behaves from now on, to everybody or `only` over recipients whose address begins so. Times in milliseconds. */
export interface Manners {
  readonly greetMs?: number;
  /** Before each answer. */
  readonly answerMs?: number;
  /** Between the bytes of an answer. */
  readonly dripMs?: number;
  /** Comes at once all the same. */
  readonly dripAfter?: 'greeting';
  /** Closes the connection instead of answering. */
  readonly hangUpAt?: Stage;
  /** Says nothing any more, and keeps the connection. */
  readonly silentAt?: Stage;
  readonly only?: string;
  /** Hangs up only so often. */
  readonly times?: number;
  /** After so many mails on a connection it has had enough of it (421). */
  readonly mostEach?: number;
}

export type BadReport =
  | { readonly port: number }
  | { readonly told: true }
  | { readonly mail: string }
  | { readonly connections: number; readonly most: number };

export interface BadSmtp {
  readonly port: number;
  /** Orders, by their recipients, of the whole contents that arrived, whether or not it said that it has them. */
  readonly mails: readonly string[];
  /** Connections so far, and the most that there were at once. */
  readonly connections: number;
  readonly most: number;
  tell(this: void, manners: Manners): Promise<void>;
  kill(this: void): void;
}

export async function badSmtp(manners: Manners = {}): Promise<BadSmtp> {
  const child = fork(join(import.meta.dirname, 'bad-smtp-process.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const mails: string[] = [];
  let [port, connections, most] = [0, 0, 0];
  let told: () => void = () => undefined;
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the SMTP server ended with ${code}`)));
    child.on('message', (report: BadReport) => {
      if ('mail' in report) mails.push(report.mail);
      else if ('told' in report) told();
      else if ('connections' in report) ({ connections, most } = report);
      else {
        ({ port } = report);
        resolve();
      }
    });
  });
  const tell = (next: Manners) =>
    new Promise<void>((resolve) => {
      told = resolve;
      child.send(next);
    });
  await tell(manners);
  return {
    port,
    mails,
    get connections() {
      return connections;
    },
    get most() {
      return most;
    },
    tell,
    kill: () => void child.kill('SIGKILL'),
  };
}
