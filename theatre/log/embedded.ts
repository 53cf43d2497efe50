/** The log inside our own application: a nats-server of ours in a folder of its own, watched over and ended with us. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogAddress } from './address.ts';
import { DiskWatch } from './disk-watch.ts';
import { messageOf } from './errors.ts';
import { findServer } from './find-server.ts';
import { greetingOf } from './greeting.ts';
import { takeGuard, type Guard } from './guard.ts';
import { commandLineOf, identityOf, isAlive } from './processes.ts';
import { readMembers } from './lan/members.ts';
import * as config from './server-config.ts';

export interface EmbeddedLog {
  readonly address: LogAddress;
  /** Of nats-server; another one after it had to be restarted. */
  readonly pid: number;
  /** Of nats-server, on loopback. */
  readonly port: number;
  readonly folder: string;
  /** Lets in exactly the machines of the list from now on; the connections of others end. Nothing else is interrupted. */
  reload(): Promise<void>;
  /** How often nats-server ended and was started again by itself, and when last (epoch milliseconds). */
  readonly restarts: { readonly count: number; readonly last: number | null };
  /** Ends nats-server and waits until it is gone. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Holds the store, the configuration and the lock; made when missing. */
  readonly folder: string;
  /** Told in words what an operator should know. Defaults to silence. */
  readonly onProblem?: (message: string) => void;
}

/** A store with years of events takes its time to open. */
const READY_WITHIN_MS = 120_000;
const LOCK_WITHIN_MS = 10_000;

const reloadsIn = (log: string): number => log.split('Reloaded server configuration').length;

async function numberIn(file: string): Promise<number> {
  return Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
}

/** Ends a server that outlived its application, once it is certain that it is ours and on this folder. */
async function endStaleServer(folder: string): Promise<void> {
  const pid = await numberIn(config.pidFile(folder));
  if (!isAlive(pid)) return;
  const commandLine = await commandLineOf(pid);
  if (commandLine.includes('nats-server') && commandLine.includes(config.configFile(folder)))
    process.kill(pid, 'SIGKILL');
}

class Embedded implements EmbeddedLog {
  pid = 0;
  port = 0;
  #name = '';
  restarts: EmbeddedLog['restarts'] = { count: 0, last: null };
  #address: LogAddress | undefined;
  #guard: Guard | undefined;
  #stopping = false;
  #startedAt = 0;
  #quickEnds = 0;
  #ended: (() => void) | undefined;
  #again: Promise<void> | undefined;
  #disk: DiskWatch | undefined;
  readonly folder: string;
  readonly #server: string;
  readonly #onProblem: (message: string) => void;

  constructor(folder: string, server: string, onProblem: (message: string) => void) {
    this.folder = folder;
    this.#server = server;
    this.#onProblem = onProblem;
  }

  get address(): LogAddress {
    if (!this.#address) throw new Error('the embedded log has not started');
    return this.#address;
  }

  /** The folder's lock, waited for while only a dying server holds it. Throws naming the process that has it. */
  async #lock(again = false): Promise<Guard> {
    const owner = await identityOf(process.pid);
    const until = Date.now() + LOCK_WITHIN_MS;
    let seenAlive = 0;
    for (;;) {
      const guard = await takeGuard(
        { folder: this.folder, server: this.#server, owner },
        {
          onStarted: (pid) => this.#started(pid),
          onEnded: (code) => this.#serverEnded(code),
          onGone: () => this.#guardGone(),
        },
      );
      if (guard) return guard;
      const holder = (await readFile(config.lockFile(this.folder), 'utf8').catch(() => '')).trim();
      const pid = Number.parseInt(holder, 10);
      // Taken anew by ourselves, the holder is an orphan of our own.
      const inUse = !(again && holder === owner) && isAlive(pid) && (await identityOf(pid)) === holder;
      // Looked at more than once: a program that is being killed this very moment is alive for a little longer.
      if (inUse && ++seenAlive > 5) {
        throw new Error(
          `The data folder ${this.folder} is in use by process ${pid}${pid === process.pid ? ' (this one)' : ''}. ` +
            'Close that one first, or choose another folder.',
        );
      }
      if (Date.now() > until) {
        throw new Error(
          `The data folder ${this.folder} is locked, but by no process that can be seen from here (last: ${holder}). ` +
            'If it is shared with another machine or container, stop Full House there.',
        );
      }
      // Its application is dead: the guard ends the server by itself within moments; if it could not, we do.
      if (!inUse && Date.now() > until - LOCK_WITHIN_MS + 1000) await endStaleServer(this.folder);
      await sleep(50);
    }
  }

  async open(): Promise<void> {
    this.#guard = await this.#lock();
    try {
      const credentials = await config.keptCredentials(this.folder);
      for (let attempt = 1; ; attempt++) {
        const port = await config.choosePort(this.folder);
        const name = `full-house-${randomBytes(6).toString('hex')}`;
        this.port = port;
        this.#name = name;
        await this.#configure();
        this.#address = { servers: [`127.0.0.1:${port}`], ...credentials };
        if (await this.#startFirst(port, name)) {
          this.#watchDisk();
          return;
        }
        const said = await this.#lastWords();
        // Somebody took the port between our look and the server's.
        if (attempt < 5 && /address already in use/.test(said)) {
          await config.forgetPort(this.folder);
          continue;
        }
        throw new Error(`nats-server does not start: ${said}`);
      }
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async #configure(): Promise<void> {
    const [name, port] = [this.#name, this.port];
    const members = readMembers(this.folder).list;
    const credentials = await config.keptCredentials(this.folder);
    await config.writeConfig(this.folder, { name, port, members, ...credentials });
  }

  async reload(): Promise<void> {
    await this.#configure();
    if (!isAlive(this.pid)) return;
    const said = () => readFile(config.logFile(this.folder), 'latin1').then(reloadsIn, () => 0);
    const before = await said();
    process.kill(this.pid, 'SIGHUP');
    // A server that starts anew meanwhile reads the configuration anyway.
    for (const until = Date.now() + 2000; (await said()) === before && Date.now() < until;) await sleep(20);
  }

  async #lastWords(): Promise<string> {
    const texts = await Promise.all(
      [config.outputFile(this.folder), config.logFile(this.folder)].map((file) =>
        readFile(file, 'utf8').catch(() => ''),
      ),
    );
    const lines = texts.join('\n').split('\n');
    const telling = lines.filter((line) => /\[(FTL|ERR)\]|nats-server:/.test(line)).slice(-3);
    return (
      telling.join('; ') ||
      lines
        .filter((line) => line !== '')
        .slice(-2)
        .join('; ') ||
      'it said nothing'
    );
  }

  /** False when the server ended before it answered. */
  async #startFirst(port: number, name: string): Promise<boolean> {
    let over = false;
    const ended = new Promise<void>((resolve) => {
      this.#ended = () => {
        over = true;
        resolve();
      };
    });
    this.#guard?.start();
    const until = Date.now() + READY_WITHIN_MS;
    while (!over) {
      if ((await greetingOf(port)) === name) {
        this.#ended = undefined;
        // Ended in this very moment: the watch below takes it from here.
        return true;
      }
      if (Date.now() > until) throw new Error('nats-server did not open its store within two minutes.');
      await Promise.race([ended, sleep(25)]);
    }
    return false;
  }

  #watchDisk(): void {
    this.#disk = new DiskWatch({
      folder: this.folder,
      logFile: config.logFile(this.folder),
      onFull: () =>
        this.#onProblem(
          `The disk that holds ${this.folder} is full: nothing can be sold until there is room on it. Delete what is not needed.`,
        ),
      onRoom: () => {
        this.#onProblem('There is room on the disk again; starting nats-server again.');
        if (isAlive(this.pid)) process.kill(this.pid, 'SIGKILL');
      },
    });
  }

  #started(pid: number): void {
    this.pid = pid;
    this.#startedAt = Date.now();
  }

  #serverEnded(code: number): void {
    if (this.#stopping) return;
    if (this.#ended) {
      this.#ended();
      return;
    }
    this.#startedAgain();
    this.#quickEnds = Date.now() - this.#startedAt < 5000 ? this.#quickEnds + 1 : 0;
    const waitMs = this.#quickEnds < 2 ? 0 : Math.min(5000, 50 * 2 ** this.#quickEnds);
    void (async () => {
      const said = this.#quickEnds > 1 ? `: ${await this.#lastWords()}` : '';
      this.#onProblem(
        `nats-server ended with code ${code}${said}; starting it again${waitMs > 0 ? ` in ${waitMs} ms` : ''}`,
      );
      if (waitMs > 0) await sleep(waitMs);
      if (!this.#stopping) this.#guard?.start();
    })();
  }

  #startedAgain(): void {
    this.restarts = { count: this.restarts.count + 1, last: Date.now() };
  }

  /** The guard was killed; its watcher ends the server once our end of the pipe closes, then all is taken anew. */
  #guardGone(): void {
    if (this.#stopping || this.#ended) {
      this.#ended?.();
      return;
    }
    this.#startedAgain();
    this.#onProblem('the shell that watches nats-server was killed; starting both again');
    this.#again = (async () => {
      await this.#guard?.stop();
      for (;;) {
        try {
          this.#guard = await this.#lock(true);
          if (this.#stopping) await this.#guard.stop();
          else this.#guard.start();
          return;
        } catch (error) {
          if (this.#stopping) return;
          this.#onProblem(messageOf(error));
          await sleep(1000);
        }
      }
    })();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#disk?.stop();
    await this.#guard?.stop();
    await this.#again;
  }
}

/**
 * Starts nats-server on a loopback port with credentials of its own; resolves when it takes connections. Restarts it on the
 * same port when it dies. Throws when the folder is in use, no binary is found or the server refuses to start.
 */
export async function startEmbeddedLog({ folder, onProblem }: EmbeddedOptions): Promise<EmbeddedLog> {
  if (process.platform === 'win32') {
    throw new Error('The embedded log runs on Linux and macOS. Set NATS_URL to a log that runs elsewhere.');
  }
  const absolute = path.resolve(folder);
  await config.prepareFolder(absolute);
  const embedded = new Embedded(absolute, await findServer(), onProblem ?? (() => undefined));
  await embedded.open();
  return embedded;
}
