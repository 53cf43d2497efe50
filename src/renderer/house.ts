/** The house as this window knows it: what main said when it began, and what it has said since. */
import { createSignal } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { Beginning, HouseLine, HouseStatus, ProgrammeLine } from '../../theatre/contract/ipc.ts';
import { fullHouse } from './full-house.ts';
import { beginTexts } from './texts.ts';

const [beginning, setBeginning] = createSignal<Beginning>();
const [status, setStatus] = createSignal<HouseStatus>({ log: { is: 'starting' }, patrons: { is: 'starting' } });
const [programme, setProgramme] = createStore<{ screenings: ProgrammeLine[] }>({ screenings: [] });

/** That a screening can be opened in. */
const [houses, setHouses] = createSignal<readonly HouseLine[]>([]);

export { beginning, houses, programme, status };

/** Whether anything can be changed now: nothing is sold while the log is away. */
export const isSelling = (): boolean => status().log.is === 'connected';

function showProgramme(screenings: readonly ProgrammeLine[]): void {
  setProgramme('screenings', reconcile([...screenings], { key: 'id' }));
}

/** Asks main for all there is and listens for what comes; listens first, so that nothing is missed. */
export async function begin(): Promise<void> {
  fullHouse.on('status', setStatus);
  fullHouse.on('programme', showProgramme);
  fullHouse.on('houses', setHouses);
  const answer = await fullHouse.begin();
  if (!answer.done) throw new Error(`main does not begin: ${answer.problem.reason}`);
  beginTexts(answer.value.language, answer.value.locale);
  setStatus(answer.value.status);
  setHouses(answer.value.houses);
  showProgramme(answer.value.programme);
  setBeginning(answer.value);
}
