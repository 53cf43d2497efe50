/**
 * Every screen of a screening as a pure function of snapshots: what turns a screen that shows one into one that shows
 * another. Elements with ids, for htmx to swap by their ids; one line, no framing.
 */
import { wordingFor, type Wording } from '../../theatre/contract/wording.ts';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import { countsPatch, leftHtml, salesHtml } from './counts.ts';
import { feedHtml, feedPatch } from './feed.ts';
import { pricesHtml, pricesPatch } from './legend.ts';
import { MORPH } from './oob.ts';
import { seatMapHtml, seatsPatch } from './seat-map.ts';
import { stripHtml, stripPatch } from './strip.ts';
import { countHtml, viewersHtml, viewersPatch } from './viewers.ts';
import { whatHtml, whatPatch } from './what.ts';

export { pageHtml } from './screening-page.ts';
export { seatMapHtml } from './seat-map.ts';

/**
 * '' when nothing differs. Without a viewer it is the one for everyone whose own seats are untouched: every held seat is
 * somebody else's, and the strip is left alone.
 */
export function patchHtml(
  before: Snapshot,
  after: Snapshot,
  viewerId?: string,
  wording: Wording = wordingFor('en'),
): string {
  return (
    whatPatch(before.state, after.state, wording) +
    seatsPatch(before.state, after.state, viewerId, wording) +
    pricesPatch(before.state, after.state, wording) +
    countsPatch(before.state, after.state, wording) +
    stripPatch(before.state, after.state, viewerId, wording) +
    feedPatch(before, after, wording) +
    viewersPatch(before.presence, after.presence, wording)
  );
}

/** All that can change, whatever the screen shows. Without a viewer: for somebody who has nothing of their own. */
export function wholeHtml(snapshot: Snapshot, viewerId?: string, wording: Wording = wordingFor('en')): string {
  return (
    whatHtml(snapshot.state, wording, MORPH).text +
    pricesHtml(snapshot.state, wording, MORPH).text +
    seatMapHtml(snapshot, viewerId, wording, MORPH) +
    leftHtml(snapshot.state, wording, MORPH) +
    salesHtml(snapshot.state, wording, MORPH) +
    stripHtml(snapshot.state, viewerId, wording, MORPH) +
    feedHtml(snapshot, wording, MORPH) +
    viewersHtml(snapshot.presence, wording, MORPH) +
    countHtml(snapshot.presence, MORPH)
  );
}

/** Both, in one language, as a stream's format wants them. */
export function htmlFormat(wording: Wording = wordingFor('en')) {
  return {
    patch: (before: Snapshot, after: Snapshot, viewerId?: string) => patchHtml(before, after, viewerId, wording),
    whole: (snapshot: Snapshot, viewerId?: string) => wholeHtml(snapshot, viewerId, wording),
  };
}
