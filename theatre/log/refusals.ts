/** Puts refused commands into the log, for replay and notices: no part of any decision, and never more than it is worth. */
import { encodeEvent } from '../contract/log.ts';
import type { Command, Rejection } from '../screening/decide.ts';
import { EVENT_VERSION } from '../screening/events.ts';
import type { Log } from './connection.ts';
import { refusalsOf } from './subjects.ts';

const PER_VIEWER_A_SECOND = 5;
const PER_SCREENING_A_SECOND = 100;

export class Refusals {
  /** Not written because there were too many. */
  suppressed = 0;
  #second = 0;
  readonly #counts = new Map<string, number>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  note(screeningId: string, command: Command, { rejected, seats }: Rejection): void {
    // An unknown screening has no subject, and must not get one.
    if (!('viewerId' in command) || rejected === 'unknown-screening' || !this.#log.connected) return;
    const { viewerId } = command;
    if (!this.#allowed(screeningId, viewerId)) {
      this.suppressed++;
      return;
    }
    const body = encodeEvent({
      type: 'refused',
      version: EVENT_VERSION,
      commandId: command.id,
      viewerId,
      command: command.type,
      reason: rejected,
      seats,
    });
    this.#log.connection.publish(refusalsOf(screeningId), body);
  }

  #allowed(screeningId: string, viewerId: string): boolean {
    const second = Math.floor(Date.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#counts.clear();
    }
    const ofViewer = `${screeningId} ${viewerId}`;
    const own = this.#counts.get(ofViewer) ?? 0;
    const all = this.#counts.get(screeningId) ?? 0;
    if (own >= PER_VIEWER_A_SECOND || all >= PER_SCREENING_A_SECOND) return false;
    this.#counts.set(ofViewer, own + 1).set(screeningId, all + 1);
    return true;
  }
}
