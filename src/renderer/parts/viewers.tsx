import { For, Show, type Component } from 'solid-js';
import type { Viewers as ViewersShown } from '../../../theatre/contract/frame.ts';
import { texts } from '../texts.ts';

/** Who is looking at the screening now, those who hold seats first. */
export const Viewers: Component<{ viewers: ViewersShown; own: string }> = (props) => {
  const more = () => props.viewers.total - props.viewers.shown.length;
  return (
    <aside class="panel viewers" aria-label={texts().kiosk.viewers.heading}>
      <h2>
        {texts().kiosk.viewers.heading} <b class="number">{props.viewers.total}</b>
      </h2>
      <Show when={props.viewers.total > 0} fallback={<p class="soft">{texts().kiosk.viewers.nobody}</p>}>
        <ul tabindex="0" aria-label={texts().kiosk.viewers.label}>
          <For each={props.viewers.shown}>
            {(viewer) => (
              <li>
                <i class="dot" data-by={viewer.color} aria-hidden="true" />
                <span class="who">
                  {texts().viewers.name(viewer.viewerId)}
                  <Show when={viewer.viewerId === props.own}>
                    <span class="soft"> {texts().kiosk.viewers.you}</span>
                  </Show>
                </span>
                <Show when={viewer.seats > 0}>
                  <span class="number soft">{texts().seats.count(viewer.seats)}</span>
                </Show>
              </li>
            )}
          </For>
        </ul>
        <Show when={more() > 0}>
          <p class="soft">{texts().kiosk.viewers.more(more())}</p>
        </Show>
      </Show>
    </aside>
  );
};
