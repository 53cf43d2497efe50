/**
 * The live view, for routes.
 *
 *   const hubs = new Hubs({ screenings, attendance });
 *   const snapshot = await hubs.snapshot(id);                                   // a page; its stream's URL says `?from=${snapshot.sequence}`
 *   const known = await hubs.stream(request, reply, { screeningId, format, viewerId });  // false: no such screening, nothing answered
 *   await hubs.close();                                                         // in `preClose`: open streams would keep the server from closing
 *
 * `snapshot` and `stream` reject with `LogUnreachable` when the log cannot be asked. An HTML format is what the views
 * make of snapshots: `{ patch: patchHtml, whole: wholeHtml }`.
 */
export { Hubs, shownBy, type HubsOptions, type StreamOptions } from './hubs.ts';
export type { Format } from './format.ts';
export { lagNow, type LiveCounters } from './counters.ts';
export {
  jsonFormat,
  refreshFormat,
  screeningJson,
  type ScreeningChangeJson,
  type ScreeningJson,
} from './json-format.ts';
export { statsFormat, statsHtmlFormat, statsJson, type StatsJson } from './stats-format.ts';
export { Topics, type Topic } from './topics.ts';
export { ProgrammeStream, type ProgrammeSnapshot } from './programme-stream.ts';
export { whenOver } from './wire.ts';
