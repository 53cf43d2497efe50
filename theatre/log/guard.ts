/**
 * A tiny shell between us and nats-server. It holds the folder's lock, starts the server when told to, tells when it ended,
 * and ends it when our pipe closes: so nothing is left behind when this process is killed, and no folder has two servers.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { configFile, lockFile, outputFile, pidFile } from './server-config.ts';

/** Exit codes of the script. */
const LOCKED_BY_ANOTHER = 75;
const NO_LOCK_TOOL = 76;

/*
 * nats-server inherits the lock (9) on purpose: the folder stays locked as long as a server lives, whoever else died. It
 * inherits neither our pipe (3) nor our output, which an orphan would keep open.
 */
const SCRIPT = `
server=$1 config=$2 lock=$3 pidfile=$4 output=$5 owner=$6
exec 3<&0 </dev/null 9>>"$lock"
if command -v flock >/dev/null 2>&1; then flock -n 9 || exit ${LOCKED_BY_ANOTHER}
elif command -v perl >/dev/null 2>&1; then
  perl -MFcntl=:flock -e 'open(my $f, ">>&=", 9) or exit 1; exit(flock($f, LOCK_EX|LOCK_NB) ? 0 : 1)' || exit ${LOCKED_BY_ANOTHER}
else exit ${NO_LOCK_TOOL}; fi
echo "$owner" >"$lock"
echo locked
while read -r go <&3; do
  "$server" -c "$config" </dev/null >"$output" 2>&1 3<&- &
  pid=$!
  echo "$pid" >"$pidfile"
  echo "started $pid"
  (
    read -r end <&3
    kill -TERM "$pid"
    tries=0
    while kill -0 "$pid" && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
    kill -KILL "$pid"
  ) >/dev/null 2>&1 9>&- &
  watcher=$!
  wait "$pid"
  code=$?
  kill "$watcher" 2>/dev/null
  wait "$watcher" 2>/dev/null
  rm -f "$pidfile"
  echo "ended $code" || exit 0
done
`;

export interface GuardEvents {
  onStarted(pid: number): void;
  onEnded(code: number): void;
  /** The guard itself is gone. */
  onGone(): void;
}

export interface Guard {
  /** Starts nats-server, at first and again after each `onEnded`. */
  start(): void;
  /** Ends nats-server and the guard; resolves when both are gone. */
  stop(): Promise<void>;
}

/** Takes the folder's lock; undefined when another has it. */
export function takeGuard(
  options: { folder: string; server: string; owner: string },
  events: GuardEvents,
): Promise<Guard | undefined> {
  const { folder, server, owner } = options;
  const files = [configFile(folder), lockFile(folder), pidFile(folder), outputFile(folder)];
  const child: ChildProcess = spawn('/bin/sh', ['-c', SCRIPT, 'full-house-log', server, ...files, owner], {
    stdio: ['pipe', 'pipe', 'ignore'],
    cwd: folder,
    // A session of its own: Ctrl-C in a terminal must not end the log before those who write to it.
    detached: true,
  });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('spawned without pipes');
  // Writing to a guard that has just died is noticed by its exit.
  stdin.on('error', () => undefined);
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`The log could not be started: ${error.message}`)));
    child.once('exit', (code) => resolve(code ?? -1));
  });
  const guard: Guard = {
    start: () => void stdin.write('start\n'),
    async stop() {
      stdin.end();
      const hard = setTimeout(() => child.kill('SIGKILL'), 8000);
      await exited.catch(() => undefined);
      clearTimeout(hard);
    },
  };
  return new Promise((resolve, reject) => {
    let held = false;
    const lines = createInterface({ input: stdout });
    lines.on('line', (line) => {
      const [word, number] = line.split(' ');
      if (word === 'locked') {
        held = true;
        resolve(guard);
      } else if (word === 'started') events.onStarted(Number(number));
      else if (word === 'ended') events.onEnded(Number(number));
    });
    exited.then((code) => {
      lines.close();
      if (held) events.onGone();
      else if (code === LOCKED_BY_ANOTHER) resolve(undefined);
      else if (code === NO_LOCK_TOOL) {
        reject(new Error('The data folder cannot be locked: install flock (package util-linux) or perl.'));
      } else reject(new Error(`The log could not be started: its shell ended with code ${code}.`));
    }, reject);
  });
}
