/** The hashes of everything in the log that decides: each ledger, message for message, up to a sequence. */
import { EMPTY_LEDGER, hashAfter } from '../../theatre/archive/ledger-hash.ts';
import type { Log } from '../../theatre/log/connection.ts';
import { followAs } from '../../theatre/log/follow.ts';
import { ALL_SUBJECTS } from '../../theatre/log/subjects.ts';
import type { BackupManifest } from './manifest.ts';

/** Who looks on, what was refused, and what is only scheduled decide nothing; schedules go as they are carried out. */
const PASSING = /^theatre\.(expiry|expiry-instance|instances)(\.|$)|\.(presence|refusal)$/;

const UNHURRIED = 4 * 1024 * 1024;

/** With `whileSelling` it takes its time: a sale is not to wait behind the whole log. */
export async function hashLedgers(
  log: Log,
  upTo: number,
  { whileSelling = false } = {},
): Promise<BackupManifest['ledgers']> {
  const ledgers: BackupManifest['ledgers'] = {};
  const follower = followAs(log, () => ({ event: null }), {
    subjects: [ALL_SUBJECTS],
    from: 1,
    ...(whileSelling ? { bytesPerSecond: UNHURRIED } : {}),
    onMessage: ({ sequence, subject, data }) => {
      if (sequence > upTo || PASSING.test(subject)) return;
      ledgers[subject] = {
        lastSequence: sequence,
        hash: hashAfter(ledgers[subject]?.hash ?? EMPTY_LEDGER, sequence, data),
      };
    },
  });
  try {
    await follower.caughtUp;
  } finally {
    await follower.stop();
  }
  return ledgers;
}
