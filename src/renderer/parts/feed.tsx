import { For, Show, type Component } from 'solid-js';
import type { FeedLine } from '../../../theatre/screening/snapshot.ts';
import { viewerColor } from '../../../theatre/screening/viewer.ts';
import { formats } from '../format.ts';
import { texts } from '../texts.ts';

/** What happened, newest first. */
export const Feed: Component<{ lines: readonly FeedLine[] }> = (props) => (
  <aside class="panel feed" aria-label={texts().kiosk.feed.heading}>
    <h2>{texts().kiosk.feed.heading}</h2>
    <Show when={props.lines.length > 0} fallback={<p class="soft">{texts().kiosk.feed.nothing}</p>}>
      <ol tabindex="0" aria-label={texts().kiosk.feed.newestFirst}>
        <For each={props.lines}>
          {(line) => (
            <li data-kind={line.kind}>
              <i
                class="dot"
                data-by={line.viewerId === undefined || line.count > 1 ? undefined : viewerColor(line.viewerId)}
                aria-hidden="true"
              />
              <span class="who">{unbroken(texts().activity.line(line, 'staff'))}</span>
              <time class="number">{formats().time(line.at)}</time>
            </li>
          )}
        </For>
      </ol>
    </Show>
  </aside>
);

const SEAT = /([A-Z]{1,4}-[A-Z]{1,2}[0-9]{1,3})/;

/** The same words, with no line ever ending inside a seat's name. */
function unbroken(words: string) {
  return words.split(SEAT).map((part) => (SEAT.test(part) ? <span class="whole">{part}</span> : part));
}
