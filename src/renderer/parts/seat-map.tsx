import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show, type Component } from 'solid-js';
import type { WholeScreening } from '../../../theatre/contract/frame.ts';
import type { Minor } from '../../../theatre/screening/events.ts';
import type { SeatStatus } from '../../../theatre/screening/view.ts';
import { layoutPlan } from '../../../theatre/seating/layout.ts';
import { neighbour, type Direction } from '../../../theatre/seating/neighbour.ts';
import { categoryColors, indexPlan, type PlannedSeat, type SeatId } from '../../../theatre/seating/plan.ts';
import { formats } from '../format.ts';
import { useKeys } from '../keys.ts';
import { noteWords } from '../withheld-words.ts';
import { marksOf, type Marks } from '../orders/marks.ts';
import type { ShownScreening } from '../screening-store.ts';
import { gridStylesheet, seatRows } from '../seat-rows.ts';
import { texts } from '../texts.ts';

export interface SeatMapProps {
  readonly whole: WholeScreening;
  readonly shown: ShownScreening;
  readonly onToggle: (seatId: SeatId) => void;
  /** Asked for and not answered yet. */
  readonly pending: ReadonlySet<SeatId>;
  /** A night that was: nobody sells, a seat is looked at, and the focus begins elsewhere. Defaults to false. */
  readonly past?: boolean;
  /** How the map takes the focus, for whoever has to give it back. */
  readonly focus: (take: (seatId?: SeatId) => void) => void;
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
type Prices = Readonly<Record<string, Minor>>;

const ZOOMS = [1, 1.5, 2, 3] as const;

/** The house from above: one button a seat, in its arcs, with the stage in front. One seat at a time is in the tab order. */
export const SeatMap: Component<SeatMapProps> = (props) => {
  const { plan } = props.whole;
  const index = indexPlan(plan);
  const layout = layoutPlan(plan);
  const labels = createMemo(() => seatLabels(props.whole, props.shown.priceList.prices));
  const bands = new Map([...categoryColors(plan)].map(([id, color]) => [id, String(color)]));
  const [zoom, setZoom] = createSignal(0);
  const [pointed, setPointed] = createSignal<SeatId>();
  const words = (seatId: SeatId) => {
    const note = props.shown.note[seatId];
    const status = texts().seats.status[props.shown.status[seatId] ?? 'available'];
    return `${labels().get(seatId) ?? seatId}, ${status}${note ? `. ${noteWords(note)}` : ''}`;
  };
  let map!: HTMLDivElement;
  let current: SeatId | undefined = middleOfFrontRow(props.whole);

  useStylesheet(gridStylesheet(plan));

  const button = (seatId: SeatId | undefined) => {
    const element = seatId === undefined ? null : document.getElementById(seatId);
    return element instanceof HTMLButtonElement ? element : undefined;
  };
  /** Moves the one place in the tab order. */
  const makeCurrent = (seatId: SeatId): HTMLButtonElement | undefined => {
    const before = button(current);
    if (before) before.tabIndex = -1;
    current = seatId;
    const now = button(seatId);
    if (now) now.tabIndex = 0;
    return now;
  };
  onMount(() => {
    const first = current === undefined ? undefined : makeCurrent(current);
    // Not out of a form that somebody has begun to fill in beside it.
    if (props.past !== true && !document.activeElement?.closest('.order-panel form')) first?.focus();
    props.focus((seatId) => (seatId === undefined ? button(current) : makeCurrent(seatId))?.focus());
  });

  createEffect((before: ReadonlySet<SeatId>) => {
    for (const seatId of before) button(seatId)?.removeAttribute('data-pending');
    for (const seatId of props.pending) button(seatId)?.setAttribute('data-pending', '');
    return props.pending;
  }, new Set<SeatId>());

  createEffect((before: Marks) => {
    const now: Marks = props.past === true ? new Map() : marksOf(props.whole.screeningId);
    for (const seatId of before.keys()) if (!now.has(seatId)) button(seatId)?.removeAttribute('data-mark');
    for (const [seatId, mark] of now) button(seatId)?.setAttribute('data-mark', mark);
    const [first] = now.keys();
    // The arrows go on from what was found; while an act marks others they stay where they are.
    if (first !== undefined && before.size === 0) {
      const here = map.contains(document.activeElement);
      const found = makeCurrent(first);
      found?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      if (here) found?.focus();
    }
    return now;
  }, new Map());

  const zoomBy = (by: number) => setZoom((at) => Math.max(0, Math.min(ZOOMS.length - 1, at + by)));
  createEffect(() => map.style.setProperty('--zoom', String(ZOOMS[zoom()])));
  createEffect(
    on(zoom, () => button(current)?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), { defer: true }),
  );
  useKeys(() => [
    { keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], cap: '← → ↑ ↓', does: texts().kiosk.map.move },
    {
      keys: ['Enter', ' '],
      cap: 'Enter',
      does: props.past === true ? texts().kiosk.map.story : texts().kiosk.map.choose,
    },
    { keys: ['+', '='], cap: '+', does: texts().kiosk.map.larger, run: () => zoomBy(1) },
    { keys: ['-'], cap: '−', does: texts().kiosk.map.smaller, run: () => zoomBy(-1) },
  ]);

  const seatOf = (event: Event): PlannedSeat | undefined => {
    const element = event.target instanceof Element ? event.target.closest('button.seat') : null;
    return element ? index.byId.get(element.id) : undefined;
  };
  const click = (event: MouseEvent) => {
    const seat = seatOf(event);
    if (!seat) return;
    makeCurrent(seat.id)?.focus();
    props.onToggle(seat.id);
  };
  const keydown = (event: KeyboardEvent) => {
    // A key held down would choose and give back in turns.
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
    const seat = seatOf(event);
    const direction = ARROWS[event.key];
    if (!seat || !direction || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = neighbour(plan, seat.id, direction);
    if (next === null) return;
    makeCurrent(next)?.focus();
    button(next)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };

  return (
    <section class="map-region" aria-label={texts().kiosk.map.label} data-fresh={props.shown.fresh}>
      <div class="map-frame" data-zoomed={zoom() > 0}>
        {/* One listener each for all seats: the seats themselves are plain buttons. */}
        <div
          ref={(element) => (map = element)}
          class="map"
          data-stage={texts().pages.screening.stage}
          role="group"
          aria-label={texts().kiosk.map.seatsOf(plan.name)}
          onClick={click}
          onKeyDown={keydown}
          onFocusIn={(event) => setPointed(seatOf(event)?.id)}
          onMouseOver={(event) => setPointed(seatOf(event)?.id)}
          onMouseLeave={() => setPointed(undefined)}
        >
          {layout.sectionLabels.map(({ name, row, column, span, shift, angle }) => (
            <span
              class="section-label"
              aria-hidden="true"
              style={{
                'grid-row': String(row),
                'grid-column': `${column} / span ${span}`,
                transform: `translateY(calc(var(--pitch) * ${shift})) rotate(${angle}deg)`,
              }}
            >
              {name}
            </span>
          ))}
          {layout.rowLabels.map(({ rowId, row, column }) => (
            <span class={`row-label column-${column}`} aria-hidden="true" style={{ 'grid-row': String(row) }}>
              {rowId}
            </span>
          ))}
          {seatRows(plan).map((row) => (
            <div class="row" style={{ 'grid-row': String(row.gridRow) }}>
              {row.seats.map((seat) => (
                <button
                  type="button"
                  class={`seat column-${seat.gridColumn}`}
                  tabindex="-1"
                  id={seat.id}
                  data-edge={bands.get(seat.category) ?? '1'}
                  data-kind={kindOf(seat)}
                  data-status={props.shown.status[seat.id]}
                  data-by={props.shown.color[seat.id] || undefined}
                  data-withheld={props.shown.note[seat.id]?.kind}
                  aria-label={words(seat.id)}
                >
                  {String(seat.column)}
                </button>
              ))}
            </div>
          ))}
        </div>
      </div>
      <div class="map-foot">
        <p class="seat-words" aria-hidden="true">
          <Show when={pointed()}>
            {(seatId) => (
              <>
                <b>{seatId()}</b> {words(seatId())}
              </>
            )}
          </Show>
        </p>
        <div class="zoom" role="group" aria-label={texts().kiosk.map.size}>
          <button
            type="button"
            aria-label={texts().kiosk.map.smaller}
            disabled={zoom() === 0}
            onClick={() => zoomBy(-1)}
          >
            −
          </button>
          <button
            type="button"
            aria-label={texts().kiosk.map.larger}
            disabled={zoom() === ZOOMS.length - 1}
            onClick={() => zoomBy(1)}
          >
            +
          </button>
        </div>
      </div>
      <Legend whole={props.whole} prices={props.shown.priceList.prices} bands={bands} past={props.past === true} />
    </section>
  );
};

const Legend: Component<{
  whole: WholeScreening;
  prices: Prices;
  bands: ReadonlyMap<string, string>;
  past: boolean;
}> = (props) => {
  const all: readonly SeatStatus[] = ['available', 'selected', 'other_selected', 'booked', 'withheld'];
  const statuses = all.filter((status) => !(props.past && status === 'selected'));
  return (
    <div class="legend">
      <ul aria-label={texts().kiosk.map.legend}>
        {statuses.map((status) => (
          <li>
            <i class="seat" data-status={status} data-by={status === 'other_selected' ? 'teal' : undefined} />
            {texts().kiosk.map.status[status]}
          </li>
        ))}
      </ul>
      <ul aria-label={texts().kiosk.map.prices}>
        {props.whole.plan.categories.map(({ id, name }) => (
          <li>
            <i class="band" data-edge={props.bands.get(id)} />
            {name} <b class="number">{formats().money(props.prices[id] ?? 0, props.whole.currency)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
};

function kindOf(seat: PlannedSeat): string | undefined {
  if (seat.accessible) return 'accessible';
  if (seat.companion) return 'companion';
  return seat.restricted ? 'restricted' : undefined;
}

/** What a screen reader says of each seat, short of its status: `Centre, row B, seat 5, €24`. */
function seatLabels({ plan, currency }: WholeScreening, prices: Prices): ReadonlyMap<SeatId, string> {
  const sections = new Map(plan.sections.map(({ id, name }) => [id, name]));
  const amounts = new Map(plan.categories.map(({ id }) => [id, formats().money(prices[id] ?? 0, currency)]));
  const labels = new Map<SeatId, string>();
  for (const seat of indexPlan(plan).byId.values()) {
    const place = texts().seats.place(sections.get(seat.sectionId) ?? seat.sectionId, seat);
    labels.set(seat.id, `${place}, ${amounts.get(seat.category) ?? ''}`);
  }
  return labels;
}

/** Where the arrows begin: in the front row, nearest the middle of the house. */
function middleOfFrontRow({ plan }: WholeScreening): SeatId | undefined {
  const { seats, columns } = layoutPlan(plan);
  const front = Math.min(...seats.map(({ row }) => row));
  const middle = (columns + 1) / 2;
  let best: (typeof seats)[number] | undefined;
  for (const seat of seats) {
    if (seat.row !== front) continue;
    if (!best || Math.abs(seat.column - middle) < Math.abs(best.column - middle)) best = seat;
  }
  return best?.id;
}

/** Made as an object: the page's policy takes no style that is written into it. */
function useStylesheet(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  onCleanup(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  });
}
