/** The kiosk's ledgers beside the screenings': the people of the house and this till. */
import { EVERY_TILL, parseTillEvent, tillSubjectOf } from '../../theatre/contract/log-till.ts';
import { parsePeopleEvent, PEOPLE_SUBJECT } from '../../theatre/contract/log-people.ts';
import type { Log } from '../../theatre/log/connection.ts';
import type { Skipped } from '../../theatre/log/follow.ts';
import { UnitFold } from '../../theatre/log/unit-fold.ts';
import { UnitLedger } from '../../theatre/log/unit-ledger.ts';
import type { PeopleEvent } from '../../theatre/people/events.ts';
import {
  decidePeople,
  evolvePeople,
  noPeople,
  type PeopleCommand,
  type PeopleRejection,
  type PeopleState,
} from '../../theatre/people/people.ts';
import type { TillEvent } from '../../theatre/till/events.ts';
import {
  decideTill,
  evolveTill,
  newTill,
  type TillCommand,
  type TillRejection,
  type TillState,
} from '../../theatre/till/till.ts';

export type PeopleLedger = UnitLedger<PeopleState, PeopleCommand, PeopleEvent, PeopleRejection>;
export type TillLedger = UnitLedger<TillState, TillCommand, TillEvent, TillRejection>;
export type EveryTill = UnitFold<TillState, TillEvent>;

type Tell = (info: Skipped) => void;

export const openPeople = (log: Log, onSkipped: Tell): PeopleLedger =>
  new UnitLedger(log, {
    subject: PEOPLE_SUBJECT,
    parse: parsePeopleEvent,
    initial: noPeople,
    evolve: evolvePeople,
    decide: decidePeople,
    onSkipped,
  });

export const openTill = (log: Log, tillId: string, onSkipped: Tell): TillLedger =>
  new UnitLedger(log, {
    subject: tillSubjectOf(tillId),
    parse: parseTillEvent,
    initial: newTill,
    evolve: evolveTill,
    decide: decideTill,
    onSkipped,
  });

export const followTills = (log: Log): EveryTill =>
  new UnitFold(log, { subject: EVERY_TILL, parse: parseTillEvent, initial: newTill, evolve: evolveTill });
