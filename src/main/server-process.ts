/** One run of the bundled server in a process of its own, whichever way this Electron can start it. */
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { utilityProcess } from 'electron';

export interface ServerRun {
  /** Called with each line that it prints. */
  onLine(listener: (line: string) => void): void;
  onExit(listener: (code: number | null) => void): void;
  /** Asks it to end. */
  end(): void;
  /** Ends it. */
  kill(): void;
}

export interface ServerRunOptions {
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  /** A Node of version 22 or later, for an Electron whose own is older. */
  readonly node: string | undefined;
}

const OLDEST_NODE = 22;

/** Starts the server. Throws, with what to do, when there is no Node that can run it. */
export function runServer({ script, env, node }: ServerRunOptions): ServerRun {
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return inElectron(script, env);
  if (node === undefined) {
    throw new Error(
      `The server for patrons needs Node ${OLDEST_NODE} or later, and this Electron has ${process.versions.node}. Set FULL_HOUSE_NODE to the path of one, or start with: npm start`,
    );
  }
  return inNode(node, script, env);
}

function inElectron(script: string, env: Readonly<Record<string, string>>): ServerRun {
  const child = utilityProcess.fork(script, [], { env: { ...env }, stdio: 'pipe', serviceName: 'Full House server' });
  let pid: number | undefined;
  child.once('spawn', () => (pid = child.pid));
  return {
    onLine: (listener) => eachLine([child.stdout, child.stderr], listener),
    onExit: (listener) => void child.once('exit', listener),
    end: () => void child.kill(),
    kill: () => {
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
  };
}

/** The channel is there so that it notices when this app is gone, and ends itself. */
function inNode(node: string, script: string, env: Readonly<Record<string, string>>): ServerRun {
  const child = spawn(node, [script], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let over = false;
  const onExit = (listener: (code: number | null) => void): void => {
    const once = (code: number | null): void => {
      if (!over) listener(code);
      over = true;
    };
    child.once('exit', once);
    child.once('error', () => once(null));
  };
  return {
    onLine: (listener) => eachLine([child.stdout, child.stderr], listener),
    onExit,
    end: () => void child.kill('SIGTERM'),
    kill: () => void child.kill('SIGKILL'),
  };
}

type Output = NodeJS.ReadableStream | Readable | null;

function eachLine(outputs: readonly Output[], listener: (line: string) => void): void {
  for (const output of outputs) {
    let rest = '';
    output?.setEncoding('utf8');
    output?.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = (lines.pop() ?? '').slice(-10_000);
      for (const line of lines) listener(line);
    });
    output?.on('end', () => {
      if (rest !== '') listener(rest);
    });
  }
}
