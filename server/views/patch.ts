/**
 * Every screen of a screening as a pure function of snapshots: what turns a screen that shows one into one that shows
 * another. Elements with ids, for htmx to swap by their ids; one line, no framing.
 */
import { formatsFor, type Formats } from '../../theatre/contract/formats.ts';
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
  formats: Formats = formatsFor(),
): string {
  return (
    whatPatch(before.state, after.state, formats) +
    seatsPatch(before.state, after.state, viewerId, formats) +
    pricesPatch(before.state, after.state, formats) +
    countsPatch(before.state, after.state) +
    stripPatch(before.state, after.state, viewerId, formats) +
    feedPatch(before, after, formats) +
    viewersPatch(before.presence, after.presence)
  );
}

/** All that can change, whatever the screen shows. Without a viewer: for somebody who has nothing of their own. */
export function wholeHtml(snapshot: Snapshot, viewerId?: string, formats: Formats = formatsFor()): string {
  return (
    whatHtml(snapshot.state, formats, MORPH).text +
    pricesHtml(snapshot.state, formats, MORPH).text +
    seatMapHtml(snapshot, viewerId, formats, MORPH) +
    leftHtml(snapshot.state, MORPH) +
    salesHtml(snapshot.state, MORPH) +
    stripHtml(snapshot.state, viewerId, formats, MORPH) +
    feedHtml(snapshot, formats, MORPH) +
    viewersHtml(snapshot.presence, MORPH) +
    countHtml(snapshot.presence, MORPH)
  );
}

/** Both, in the house's locale, as a stream's format wants them. */
export function htmlFormat(formats: Formats = formatsFor()) {
  return {
    patch: (before: Snapshot, after: Snapshot, viewerId?: string) => patchHtml(before, after, viewerId, formats),
    whole: (snapshot: Snapshot, viewerId?: string) => wholeHtml(snapshot, viewerId, formats),
  };
}
