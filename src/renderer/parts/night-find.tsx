import { createSignal, For, Show, type Component } from 'solid-js';
import { viewerColor } from '../../../theatre/screening/viewer.ts';
import type { SeatId } from '../../../theatre/seating/plan.ts';
import type { NightFolder } from '../night/night-folder.ts';
import type { Found } from '../night/night-questions.ts';
import { texts } from '../texts.ts';

export interface NightFindProps {
  readonly folder: NightFolder;
  readonly onSeat: (seatId: SeatId) => void;
  readonly onViewer: (viewerId: string) => void;
  readonly focus: (take: () => void) => void;
}

/** Finds a seat, a patron or a counter by what a manager may know of them. */
export const NightFind: Component<NightFindProps> = (props) => {
  const [found, setFound] = createSignal<Found>();
  let field!: HTMLInputElement;
  const search = async () => {
    const text = field.value;
    const answer = await props.folder.ask('find', { text });
    if (field.value === text) setFound(text.trim() === '' ? undefined : answer);
  };
  const choose = (run: () => void) => {
    field.value = '';
    setFound(undefined);
    run();
  };
  const enter = (event: SubmitEvent) => {
    event.preventDefault();
    const [seatId] = found()?.seatIds ?? [];
    const [viewerId] = found()?.viewerIds ?? [];
    if (seatId !== undefined) choose(() => props.onSeat(seatId));
    else if (viewerId !== undefined) choose(() => props.onViewer(viewerId));
  };
  return (
    <form class="panel find" role="search" onSubmit={enter}>
      <label>
        <span>
          {texts().night.findLabel} <kbd>F</kbd>
        </span>
        <input
          ref={(element) => {
            field = element;
            props.focus(() => element.focus());
          }}
          type="search"
          autocomplete="off"
          onInput={() => void search()}
        />
      </label>
      <Show when={found()}>
        {(all) => (
          <Show
            when={all().seatIds.length + all().viewerIds.length > 0}
            fallback={<p class="soft">{texts().night.notFound}</p>}
          >
            <ul aria-label={texts().night.found}>
              <For each={all().seatIds}>
                {(seatId) => (
                  <li>
                    <button type="button" class="small" onClick={() => choose(() => props.onSeat(seatId))}>
                      {seatId}
                    </button>
                  </li>
                )}
              </For>
              <For each={all().viewerIds}>
                {(viewerId) => (
                  <li>
                    <button type="button" class="small" onClick={() => choose(() => props.onViewer(viewerId))}>
                      <i class="dot" data-by={viewerColor(viewerId)} aria-hidden="true" />{' '}
                      {texts().viewers.name(viewerId)}
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Show>
    </form>
  );
};
