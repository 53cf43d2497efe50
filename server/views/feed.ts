/** The activity feed: the newest lines on top, the same for everyone. */
import type { Wording } from '../../theatre/contract/wording.ts';
import type { FeedLine, Snapshot } from '../../theatre/screening/snapshot.ts';
import { viewerColor } from '../../theatre/screening/viewer.ts';
import { escape } from './html.ts';
import { MORPH, removal, type Oob } from './oob.ts';

/** What a screen shows of it; more could not be read in a busy minute. */
export const LINES = 16;

export function feedHtml(snapshot: Snapshot, wording: Wording, oob: Oob = ''): string {
  return `<ol id="feed" reversed${oob}>${shown(snapshot)
    .map((line) => lineHtml(line, wording))
    .join('')}</ol>`;
}

/** Takes away what is no longer shown and puts the new lines on top. */
export function feedPatch(before: Snapshot, after: Snapshot, wording: Wording): string {
  if (before.feed === after.feed) return '';
  const [old, now] = [shown(before), shown(after)];
  const fresh = now.filter((line) => !old.some((other) => same(line, other)));
  const gone = old.filter((line) => !now.some((other) => same(line, other)));
  if (fresh.length === 0 && gone.length === 0) return '';
  if (gone.length === old.length) return feedHtml(after, wording, MORPH);
  const removed = gone.map((line) => removal('li', idOf(line))).join('');
  const added = fresh.map((line) => lineHtml(line, wording)).join('');
  return `${removed}<ol id="feed" hx-swap-oob="afterbegin">${added}</ol>`;
}

function shown(snapshot: Snapshot): readonly FeedLine[] {
  return snapshot.feed.slice(0, LINES);
}

/** A line that grew has the newer sequence. */
function same(line: FeedLine, other: FeedLine): boolean {
  return line.sequence === other.sequence;
}

function idOf(line: FeedLine): string {
  return `f${line.sequence}`;
}

function lineHtml(line: FeedLine, { texts, formats }: Wording): string {
  const dot = line.viewerId === undefined || line.count > 1 ? '' : ` data-by="${viewerColor(line.viewerId)}"`;
  return `<li id="${idOf(line)}"${dot}>${escape(texts.activity.line(line))} <time>${formats.time(line.at)}</time></li>`;
}
