/** The server process: reads its environment, opens the theatre, says where, and ends tidily whoever ends it. */
import { join } from 'node:path';
import { addressFromUrl, type LogAddress } from '../theatre/log/address.ts';
import { startEmbeddedLog, type EmbeddedLog } from '../theatre/log/embedded.ts';
import { LogUnfit, LogUnreachable } from '../theatre/log/errors.ts';
import { HouseNetwork } from '../theatre/log/lan/house-network.ts';
import { buildApp } from './app.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { openDataFolder } from './data-folder.ts';
import { journalAnswers, openJournal } from './journal.ts';
import { openTheatre } from './open-theatre.ts';
import { tlsFor } from './tls.ts';

/** Whoever asks us to end waits this long at most. */
const END_WITHIN_MS = 5000;

const closers: (() => unknown)[] = [];
let ending = false;

/** Until the environment is read, in plain lines. */
let journal = openJournal('lines');
const say = (line: string): void => journal.notice(line);

/** Closes what was opened, the last first, and ends the process. */
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  process.exitCode = code;
  setTimeout(() => {
    say('Full House did not end in time and is ended now.');
    process.exit(1);
  }, END_WITHIN_MS).unref();
  for (const closer of closers.splice(0).reverse()) {
    try {
      await closer();
    } catch (error) {
      say(`While ending: ${String(error)}`);
      process.exitCode = 1;
    }
  }
  process.exit();
}

async function open(): Promise<void> {
  // What is kept has names and e-mail addresses in it: for this user alone.
  process.umask(0o077);
  const config = readConfig(process.env);
  journal = openJournal(config.journal);
  const secrets = openDataFolder(config);
  const tls = await tlsFor(config);
  const { address, logRestarts } = await openAddress(config);
  const theatre = await openTheatre({ config, secrets, address, ...(logRestarts && { logRestarts }), onNotice: say });
  closers.push(() => theatre.close());
  const app = await buildApp(theatre.parts, {
    tls,
    onFault: (error, what) => journal.fault(error, what),
    onReady: (fresh) => journalAnswers(fresh, journal),
  });
  closers.push(() => app.close());
  await app.listen({ port: config.port, host: config.host });
  const listening = app.server.address();
  const url = `${tls ? 'https' : 'http'}://${reachable(config.host)}:${typeof listening === 'object' && listening ? listening.port : config.port}`;
  theatre.listening(url);
  if (ending) return;
  process.stdout.write(`Full House is open at ${url}\n`);
  process.send?.({ ready: true, url });
  parentPort()?.postMessage({ ready: true, url });
}

/** The log that the environment names, else one of our own. What its parts throw is in words for an operator. */
async function openAddress({
  natsUrl,
  natsCa,
  natsSeed,
  dataFolder,
  logPort,
}: Config): Promise<{ address: LogAddress; logRestarts?: () => EmbeddedLog['restarts'] }> {
  try {
    if (natsUrl !== undefined) return { address: addressFromUrl(natsUrl, natsCa, natsSeed) };
    const log = await startEmbeddedLog({ folder: join(dataFolder, 'log'), onProblem: say });
    closers.push(() => log.stop());
    const network = await HouseNetwork.start({ embedded: log, host: '0.0.0.0', port: logPort, onProblem: say });
    closers.push(() => network.stop());
    return { address: log.address, logRestarts: () => log.restarts };
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** An address that works in a browser on this machine. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** The port to the desktop app when its Electron runs us as a utility process. */
function parentPort(): { postMessage(message: unknown): void } | undefined {
  return (process as { parentPort?: { postMessage(message: unknown): void } }).parentPort;
}

/** A line for what an operator can mend; for anything else the whole story. */
function explain(error: unknown): string {
  const { code, port, address, message } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  if (code === 'EADDRINUSE') return `port ${port} is in use. Set PORT to another one, or to 0 for any that is free.`;
  if (code === 'EACCES' && port !== undefined) return `port ${port} is not for this user. Set PORT to one above 1023.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'HOST is no address of this machine. Set it to one, or to 0.0.0.0.';
  if (code === 'EADDRNOTAVAIL')
    return `${address} is no address of this machine. Set HOST to one, or to 0.0.0.0 for all.`;
  if (error instanceof ConfigError || error instanceof LogUnfit || error instanceof LogUnreachable) return message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

process.on('uncaughtException', (error) => {
  say(`Full House met a fault and ends: ${error.stack ?? String(error)}`);
  void end(70);
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end(0));
// The desktop app is gone; without it nobody would end us.
if (process.channel) process.on('disconnect', () => void end(0));

open().catch((error: unknown) => {
  if (!ending) say(`Full House cannot open: ${explain(error)}`);
  return end(1);
});
