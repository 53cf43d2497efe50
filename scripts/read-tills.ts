/** Everything the log says about tills, read once: for whoever recomputes a report. */
import { EVERY_TILL, parseTillEvent, tillIdOf } from '../theatre/contract/log-till.ts';
import { parsePeopleEvent, PEOPLE_SUBJECT } from '../theatre/contract/log-people.ts';
import type { Log } from '../theatre/log/connection.ts';
import { Programme } from '../theatre/log/programme.ts';
import { UnitFold } from '../theatre/log/unit-fold.ts';
import { evolvePeople, noPeople } from '../theatre/people/people.ts';
import { shiftReport, type ShiftReport } from '../theatre/till/report.ts';
import { Takings } from '../theatre/till/takings.ts';
import { evolveTill, newTill } from '../theatre/till/till.ts';

export interface Tills {
  /** Of all shifts of all tills; one that is open has no `closed`. */
  readonly reports: readonly ShiftReport[];
  readonly names: Readonly<Record<string, string>>;
}

export async function readTills(log: Log): Promise<Tills> {
  const takings = new Takings();
  const programme = new Programme(log, { onEvent: (id, recorded) => takings.add(id, recorded) });
  const tills = new UnitFold(log, { subject: EVERY_TILL, parse: parseTillEvent, initial: newTill, evolve: evolveTill });
  const people = new UnitFold(log, {
    subject: PEOPLE_SUBJECT,
    parse: parsePeopleEvent,
    initial: noPeople,
    evolve: evolvePeople,
  });
  try {
    await Promise.all([programme.ready, tills.ready, people.ready]);
    const reports = [...tills.states].flatMap(([subject, { shifts }]) =>
      shifts.map((shift) => shiftReport(tillIdOf(subject), shift, takings.entriesOf(shift.shift))),
    );
    return { reports, names: people.stateOf(PEOPLE_SUBJECT).names };
  } finally {
    await Promise.all([programme.close(), tills.close(), people.close()]);
  }
}
