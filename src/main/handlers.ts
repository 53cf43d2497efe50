/** Main's answer to every call of the window. */
import { randomBytes } from 'node:crypto';
import { clipboard } from 'electron';
import type { Answer, PatronLink, ProgrammeLine, Request } from '../../theatre/contract/ipc.ts';
import { defaultPrices, screeningIdFor } from '../../theatre/contract/new-screening.ts';
import type { ProgrammeEntry } from '../../theatre/log/programme.ts';
import { houses } from '../../theatre/seating/houses/index.ts';
import { qrCode } from '../../theatre/ticket/qr.ts';
import { done, notDone, type Handlers } from './calls.ts';
import type { KioskConfig } from './config.ts';
import { refusalOf, type Counter } from './counter.ts';
import type { House } from './house.ts';
import { houseCalls, houseLine, type HouseCallParts } from './house-calls.ts';
import type { HealthHandlers } from './health-calls.ts';
import { keepLanguage, keptLanguage } from './kiosk-language.ts';
import { ticketCalls, type TicketCallParts } from './ticket-calls.ts';
import { tillCalls, type TillCallParts } from './till-calls.ts';
import type { KiosksDesk } from './kiosks-desk.ts';
import type { NightExport } from './night-export.ts';
import type { NightRoom } from './night-room.ts';
import { programmeCalls } from './programme-calls.ts';
import { saleHandlers } from './sale-calls.ts';
import type { Session } from './session.ts';
import type { OrderHandlers } from './order-calls.ts';

export interface HandlerParts {
  readonly config: KioskConfig;
  readonly house: House;
  /** Undefined until the log has answered. */
  readonly counter: () => Counter | undefined;
  readonly session: Pick<Session, 'actor' | 'locked'>;
  readonly nights: NightRoom;
  readonly exporting: NightExport;
  readonly tilling: TillCallParts;
  readonly ticketing: TicketCallParts;
  readonly planFiles: Pick<HouseCallParts, 'askForFile' | 'askWhere'>;
  readonly orders: OrderHandlers;
  readonly kiosks: KiosksDesk;
  readonly health: HealthHandlers;
}

const notReady = notDone('not-ready');
/** Before the log has said which others there are. */
const shipped = houses.map((plan) => ({ plan, revision: 0 }));

export function handlersFor(parts: HandlerParts): Handlers {
  const { config, house, counter, session, nights, exporting, tilling, orders } = parts;
  const theatre = () => house.theatre;
  const linkTo = (screeningId: string): Answer<PatronLink> => {
    const address = house.patronAddress();
    if (!address) return notDone('patrons-down');
    const url = `${address.url}/screenings/${screeningId}`;
    return done({ url, reachable: address.reachable, qr: qrCode(url) });
  };
  return {
    begin: () =>
      done({
        status: house.status,
        // Nobody who is not signed in learns what is on sale from here.
        programme: session.locked ? [] : (house.theatre?.programme.list() ?? []).map(lineOf),
        houses: (house.theatre?.houses.list() ?? shipped).map(houseLine),
        language: keptLanguage(config.dataFolder, config.locale),
        locale: config.locale,
        currency: config.currency,
        maxSeats: config.policy.maxSeats,
      }),
    openScreening: ({ screeningId }) => counter()?.open(screeningId) ?? notReady,
    leaveScreening: () => {
      counter()?.leave();
      return done(null);
    },
    shown: (request) => {
      counter()?.shown(request);
      return done(null);
    },
    createScreening: (request) => createScreening(house, config, session, request),
    patronLink: ({ screeningId }) => linkTo(screeningId),
    copyPatronLink: async ({ screeningId }) => {
      const link = linkTo(screeningId);
      if (!link.done) return link;
      await clipboard.writeText(link.value.url);
      return done({ url: link.value.url });
    },
    setLanguage: ({ language }) => {
      keepLanguage(config.dataFolder, language);
      return done(null);
    },
    ...tillCalls(tilling),
    ...ticketCalls(parts.ticketing),
    ...programmeCalls({ theatre, session }),
    ...houseCalls({ theatre, session, ...parts.planFiles }),
    ...saleHandlers(counter),
    readNight: (request) => nights.read(request),
    leaveNight: () => {
      nights.leave();
      return done(null);
    },
    exportNight: (request) => exporting.run(request),
    cancelExport: () => {
      exporting.cancel();
      return done(null);
    },
    ...orders,
    ...parts.kiosks.calls,
    ...parts.health,
  };
}

async function createScreening(
  { theatre }: House,
  { currency }: KioskConfig,
  { actor }: Pick<Session, 'actor'>,
  { title, house, startsAt, prices }: Request<'createScreening'>,
): Promise<Answer<{ screeningId: string }>> {
  if (!theatre) return notReady;
  if (!actor) return notDone('not-allowed');
  if (!theatre.log.connected) return notDone('log-unreachable');
  const plan = theatre.houses.byId(house)?.plan;
  if (!plan) return notDone('unknown-house');
  const categories = new Set(plan.categories.map(({ id }) => id));
  if (!Object.keys(prices).every((id) => categories.has(id))) return notDone('malformed');
  const screeningId = screeningIdFor(title, randomBytes(5).toString('hex'));
  const outcome = await theatre.desk.submit(screeningId, {
    type: 'open',
    actor,
    screeningId,
    title,
    startsAt,
    plan,
    prices: { ...defaultPrices(plan), ...prices },
    currency,
  });
  return 'accepted' in outcome ? done({ screeningId }) : refusalOf(outcome);
}

export function lineOf(entry: ProgrammeEntry): ProgrammeLine {
  const { id, title, startsAt, house, phase, cancelReason, capacity, counts } = entry;
  return { id, title, startsAt, house, phase, cancelReason, capacity, counts };
}
