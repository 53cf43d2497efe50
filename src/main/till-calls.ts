/** Main's answers to what the window asks about people and the till. */
import type { TillValues } from '../../theatre/contract/ipc-till.ts';
import { done, notDone, type Handlers } from './calls.ts';
import { notWritten } from './file-fault.ts';
import type { PeopleDesk } from './people-desk.ts';
import type { Session } from './session.ts';
import type { TillDesk } from './till-desk.ts';

export interface TillCallParts {
  readonly session: Session;
  /** Undefined until the log has answered. */
  readonly people: () => PeopleDesk | undefined;
  readonly till: () => TillDesk | undefined;
  /** Keeps what is on the screen as a PDF where the clerk says; null when it was called off. */
  readonly savePage: (suggested: string) => Promise<string | null>;
}

const notReady = notDone('not-ready');

export function tillCalls({ session, people, till, savePage }: TillCallParts): Pick<Handlers, keyof TillValues> {
  return {
    session: () => done(session.view),
    findOperator: ({ typed }) => done(people()?.find(typed) ?? []),
    signIn: (request) => people()?.signIn(request) ?? notReady,
    lock: () => {
      session.lock();
      return done(null);
    },
    active: () => {
      session.active();
      return done(null);
    },
    people: () => done(people()?.list() ?? []),
    addOperator: (request) => people()?.add(request) ?? notReady,
    changeOperator: (request) => people()?.change(request) ?? notReady,
    removeOperator: (request) => people()?.remove(request) ?? notReady,
    till: () => {
      const desk = till();
      return desk ? done(desk.view()) : notReady;
    },
    openShift: (request) => till()?.openShift(request) ?? notReady,
    payIn: (request) => till()?.pay('pay-in', request) ?? notReady,
    payOut: (request) => till()?.pay('pay-out', request) ?? notReady,
    closeShift: (request) => till()?.closeShift(request) ?? notReady,
    shiftReport: (request) => till()?.shiftReport(request) ?? notReady,
    dayReport: (request) => till()?.dayReport(request) ?? notReady,
    saveReport: async ({ of }) => {
      try {
        return done({ file: await savePage(`${of}.pdf`) });
      } catch (error) {
        return notWritten(error);
      }
    },
  };
}
