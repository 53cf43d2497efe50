/** Who else is looking: the first to come by name, the others as a number. */
import type { Wording } from '../../theatre/contract/wording.ts';
import type { PresenceState, Present } from '../../theatre/screening/presence.ts';
import { values } from '../../theatre/screening/persistent-map.ts';
import { viewerColor } from '../../theatre/screening/viewer.ts';
import { escape } from './html.ts';
import { MORPH, removal, type Oob } from './oob.ts';

/** Names on a screen; ten thousand would help nobody. */
export const NAMES = 24;

const firsts = new WeakMap<PresenceState, readonly Present[]>();

/** The first to come, in the order they came. Kept per state: everyone's frame asks for the same. */
function firstOf(presence: PresenceState): readonly Present[] {
  const known = firsts.get(presence);
  if (known) return known;
  const first: Present[] = [];
  for (const viewer of values(presence.viewers)) {
    const last = first.at(-1);
    if (first.length >= NAMES && last && !earlier(viewer, last)) continue;
    let at = first.length;
    while (at > 0 && earlier(viewer, first[at - 1] as Present)) at--;
    first.splice(at, 0, viewer);
    if (first.length > NAMES) first.pop();
  }
  firsts.set(presence, first);
  return first;
}

function earlier(one: Present, other: Present): boolean {
  return one.since !== other.since ? one.since < other.since : one.viewerId < other.viewerId;
}

/** The list and what follows it. */
export function viewersHtml(presence: PresenceState, wording: Wording, oob: Oob = ''): string {
  return listHtml(presence, wording, oob) + moreHtml(presence, wording, oob);
}

export function viewersPatch(before: PresenceState, after: PresenceState, wording: Wording): string {
  if (before === after) return '';
  const counts =
    before.viewers.size === after.viewers.size ? '' : countHtml(after, MORPH) + moreHtml(after, wording, MORPH);
  const [old, now] = [firstOf(before), firstOf(after)];
  const stay = old.filter((viewer) => now.some((other) => other.viewerId === viewer.viewerId));
  // Whoever comes, comes last: when those who stay are still the first, the others are put behind them.
  if (!stay.every((viewer, at) => now[at]?.viewerId === viewer.viewerId))
    return listHtml(after, wording, MORPH) + counts;
  const gone = old.filter((viewer) => !stay.includes(viewer));
  const come = now.slice(stay.length);
  const removed = gone.map((viewer) => removal('li', idOf(viewer))).join('');
  const added =
    come.length === 0
      ? ''
      : `<ul id="viewers" hx-swap-oob="beforeend">${come.map((viewer) => viewerHtml(viewer, wording)).join('')}</ul>`;
  return removed + added + counts;
}

/** The number alone, for a heading. */
export function countHtml(presence: PresenceState, oob: Oob = ''): string {
  return `<b id="viewer-count"${oob}>${presence.viewers.size}</b>`;
}

function listHtml(presence: PresenceState, wording: Wording, oob: Oob): string {
  return `<ul id="viewers"${oob}>${firstOf(presence)
    .map((viewer) => viewerHtml(viewer, wording))
    .join('')}</ul>`;
}

function moreHtml(presence: PresenceState, { texts }: Wording, oob: Oob): string {
  const more = presence.viewers.size - NAMES;
  return `<p id="viewers-more"${oob}>${more > 0 ? escape(texts.pages.screening.moreViewers(more)) : ''}</p>`;
}

function idOf({ viewerId }: Present): string {
  return `v-${escape(viewerId)}`;
}

function viewerHtml(viewer: Present, { texts }: Wording): string {
  return `<li id="${idOf(viewer)}" data-by="${viewerColor(viewer.viewerId)}">${escape(texts.viewers.name(viewer.viewerId))}</li>`;
}
