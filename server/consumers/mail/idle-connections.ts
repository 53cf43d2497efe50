/** Connections to the mail server that have just taken a mail, kept for a moment for the next one. */
import type SMTPConnection from 'nodemailer/lib/smtp-connection';

/** Many mail servers close a connection after a hundred mails, some with a fault. */
const MOST_MAILS = 50;
const GOODBYE_MS = 1000;

/** One that has greeted us, knows us, and waits. */
export interface OpenConnection {
  readonly connection: SMTPConnection;
  /** How many mails it has taken. */
  readonly mails: number;
}

export class IdleConnections {
  readonly #keepMs: number;
  readonly #idle = new Map<OpenConnection, ReturnType<typeof setTimeout>>();
  #closed = false;

  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  /** The one that was used last; undefined where there is none. What it is used for is its taker's to listen to. */
  take(): OpenConnection | undefined {
    const latest = [...this.#idle.keys()].at(-1);
    if (latest) this.#forget(latest);
    return latest;
  }

  /** Keeps it for the next mail, or says goodbye. */
  keep(open: OpenConnection): void {
    if (this.#closed || this.#keepMs <= 0 || open.mails >= MOST_MAILS) {
      goodbye(open);
      return;
    }
    const timer = setTimeout(() => {
      this.#forget(open);
      goodbye(open);
    }, this.#keepMs);
    this.#idle.set(open, timer);
    // It may hang up on us while it has nothing to do.
    open.connection.on('error', () => this.#forget(open));
    open.connection.on('end', () => this.#forget(open));
  }

  /** Says goodbye to all, and keeps none from now on. */
  close(): void {
    this.#closed = true;
    for (const open of this.#idle.keys()) {
      this.#forget(open);
      goodbye(open);
    }
  }

  #forget(open: OpenConnection): void {
    clearTimeout(this.#idle.get(open));
    this.#idle.delete(open);
    deafen(open);
  }
}

function goodbye(open: OpenConnection): void {
  const { connection } = open;
  deafen(open);
  connection.quit();
  setTimeout(() => connection.close(), GOODBYE_MS).unref();
}

/** An error that nobody listens to would end the process. */
function deafen({ connection }: OpenConnection): void {
  connection.removeAllListeners('error');
  connection.removeAllListeners('end');
  connection.on('error', () => undefined);
}
