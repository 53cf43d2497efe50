import { For, Show, type Component } from 'solid-js';
import type { Viewers as ViewersShown } from '../../../theatre/contract/frame.ts';
import { countWords } from '../../../theatre/contract/words.ts';
import { texts } from '../texts.ts';

/** Who is looking at the screening now, those who hold seats first. */
export const Viewers: Component<{ viewers: ViewersShown; own: string }> = (props) => {
  const more = () => props.viewers.total - props.viewers.shown.length;
  return (
    <aside class="panel viewers" aria-label="Viewers">
      <h2>
        Viewers <b class="number">{props.viewers.total}</b>
      </h2>
      <Show when={props.viewers.total > 0} fallback={<p class="soft">Nobody is looking.</p>}>
        <ul tabindex="0" aria-label="Who is looking">
          <For each={props.viewers.shown}>
            {(viewer) => (
              <li>
                <i class="dot" data-by={viewer.color} aria-hidden="true" />
                <span class="who">
                  {texts().viewers.name(viewer.viewerId)}
                  <Show when={viewer.viewerId === props.own}>
                    <span class="soft"> (you)</span>
                  </Show>
                </span>
                <Show when={viewer.seats > 0}>
                  <span class="number soft">{countWords(viewer.seats)}</span>
                </Show>
              </li>
            )}
          </For>
        </ul>
        <Show when={more() > 0}>
          <p class="soft">and {more()} more</p>
        </Show>
      </Show>
    </aside>
  );
};
