/** Which calls of the window go through now: none but a few while nobody is signed in, and none while a shift is closed. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallName } from '../../theatre/contract/ipc.ts';
import type { Session } from './session.ts';

/** What says nothing about the house and changes nothing, or leads out of the lock. */
const ALWAYS: ReadonlySet<CallName> = new Set<CallName>([
  'begin',
  'session',
  'findOperator',
  'signIn',
  'lock',
  'active',
  'leaveScreening',
  'leaveNight',
  'shown',
  'cancelExport',
  'leaveOrder',
  'leaveFigures',
  'leaveHealth',
  'beginNotices',
  'setLanguage',
]);
/** Also before the log has said who works here: the house that this kiosk joined may be away, or have revoked it. */
const WHILE_STARTING: ReadonlySet<CallName> = new Set<CallName>(['kiosks', 'joinHouse', 'leaveHouse']);
/** What changes nothing that a till counts, and may take long. */
const UNCOUNTED: ReadonlySet<CallName> = new Set<CallName>([
  'openScreening',
  'readNight',
  'exportNight',
  'findOrders',
  'showOrder',
  'quoteAct',
  'bestForExchange',
  'doorList',
  'savePage',
  'printPage',
  'followFigures',
  'beginHealth',
  'copyHealth',
  'patronLink',
  'copyPatronLink',
  'screeningDetails',
  'refundsDue',
  'readHouse',
  'importPlan',
  'exportPlan',
  'people',
  'till',
  'shiftReport',
  'dayReport',
  'saveReport',
  'closeShift',
  'kiosks',
  'openToKiosks',
  'closeToKiosks',
  'newCode',
  'endCode',
  'revokeKiosk',
  'joinHouse',
  'leaveHouse',
]);
const SETTLED_WITHIN_MS = 10_000;

export class Gate {
  readonly #session: Session;
  #running = 0;
  #shut = false;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Why a call does not go through; undefined when it does. */
  refusal(name: CallName): string | undefined {
    if (ALWAYS.has(name)) return undefined;
    if (this.#session.view.is === 'starting') return WHILE_STARTING.has(name) ? undefined : 'not-ready';
    if (this.#session.locked) return 'locked';
    return this.#shut && !UNCOUNTED.has(name) ? 'till-closing' : undefined;
  }

  /** Counts a call as being under way until it is done. */
  async through<T>(name: CallName, run: () => T | Promise<T>): Promise<T> {
    if (ALWAYS.has(name) || UNCOUNTED.has(name)) return run();
    this.#running++;
    try {
      return await run();
    } finally {
      this.#running--;
    }
  }

  /**
   * Runs a task while no other call changes anything: those under way are waited for, and what they may have left behind
   * (`settled`). Undefined when that does not come to an end within ten seconds, or somebody else is at it.
   */
  async alone<T>(settled: () => Promise<void>, task: () => Promise<T>): Promise<T | undefined> {
    if (this.#shut) return undefined;
    this.#shut = true;
    try {
      const until = Date.now() + SETTLED_WITHIN_MS;
      while (this.#running > 0) {
        if (Date.now() > until) return undefined;
        await sleep(20);
      }
      const late = sleep(Math.max(0, until - Date.now())).then(() => 'late' as const);
      if ((await Promise.race([settled(), late])) === 'late') return undefined;
      return await task();
    } finally {
      this.#shut = false;
    }
  }
}
