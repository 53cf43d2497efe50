import { createMemo, For, Show, type Component } from 'solid-js';
import { formats } from '../format.ts';
import { densityPath, drawnMarks, marksPath, shareOf, HIGH, WIDE } from '../night/scrub-line.ts';
import type { NightSession } from '../night/night-session.ts';
import { texts } from '../texts.ts';

export interface NightScrubberProps {
  readonly night: NightSession;
  /** Instants of what is looked at alone, in epoch milliseconds. */
  readonly chosen: readonly { readonly at: number }[];
  readonly chosenName: string | undefined;
  readonly focus: (take: () => void) => void;
}

/** The whole night from left to right: how busy it was, what happened, and where in it the window is. */
export const NightScrubber: Component<NightScrubberProps> = (props) => {
  const { night } = props;
  const span = createMemo(() => {
    night.length();
    return { from: night.times.timeOf(night.opening()), to: night.times.endsAt };
  });
  const density = createMemo(() => densityPath(night.density(), span()));
  const rows = createMemo(() =>
    drawnMarks.map((kind) => {
      const marks = night.marks().filter((mark) => mark.kind === kind);
      return { kind, count: marks.length, path: marksPath(marks, span()) };
    }),
  );
  const chosen = createMemo(() => marksPath(props.chosen, span()));
  const share = () => `${100 * shareOf(span(), night.playhead().clock)}%`;
  let track!: HTMLDivElement;

  const scrub = (event: PointerEvent) => {
    const { left, width } = track.getBoundingClientRect();
    const { from, to } = span();
    night.seekTime(from + Math.max(0, Math.min(1, (event.clientX - left) / Math.max(1, width))) * (to - from));
  };
  const words = () => {
    const at = night.picture()?.at ?? 0;
    const [day, time] = [formats().day(at), formats().second(at)];
    return texts().night.placeWords(day, time, night.picture()?.count ?? 0, night.length());
  };
  return (
    <div class="scrubber">
      <ul class="scrub-names" aria-label={texts().night.marked}>
        <For each={rows()}>
          {({ kind, count }) => (
            <li data-kind={kind}>
              {texts().night.marks[kind]} <b class="number">{count}</b>
            </li>
          )}
        </For>
        <Show when={props.chosenName}>{(name) => <li data-kind="chosen">{name()}</li>}</Show>
      </ul>
      <div
        ref={(element) => {
          track = element;
          props.focus(() => element.focus());
        }}
        class="scrub-track"
        role="slider"
        tabindex="0"
        aria-label={texts().night.place}
        aria-valuemin={night.opening()}
        aria-valuemax={night.length()}
        aria-valuenow={night.picture()?.count ?? 0}
        aria-valuetext={words()}
        onPointerDown={(event) => {
          track.setPointerCapture(event.pointerId);
          night.pause();
          scrub(event);
        }}
        onPointerMove={(event) => {
          if (track.hasPointerCapture(event.pointerId)) scrub(event);
        }}
      >
        <svg class="density" viewBox={`0 0 ${WIDE} ${HIGH}`} preserveAspectRatio="none" aria-hidden="true">
          <path d={density()} />
        </svg>
        <For each={rows()}>
          {({ kind, path }) => (
            <svg class="marks" data-kind={kind} viewBox={`0 0 ${WIDE} 1`} preserveAspectRatio="none" aria-hidden="true">
              <path d={path} />
            </svg>
          )}
        </For>
        <Show when={props.chosenName}>
          <svg class="marks" data-kind="chosen" viewBox={`0 0 ${WIDE} 1`} preserveAspectRatio="none" aria-hidden="true">
            <path d={chosen()} />
          </svg>
        </Show>
        <i class="playhead" style={{ left: share() }} />
      </div>
      <p class="scrub-ends number soft">
        <span>{ends(span().from)}</span>
        <span>{texts().night.bar(Math.round(night.density().barMs / 60_000))}</span>
        <span>{ends(span().to)}</span>
      </p>
    </div>
  );
};

function ends(at: number): string {
  return at === 0 ? '' : `${formats().day(at)} ${formats().time(at)}`;
}
