/** The plan from above, drawn by the layout that every screen uses; one place has the cursor, and keys draw there. */
import { createMemo, For, Index, Show, type Component } from 'solid-js';
import type { SeatingPlan } from '../../../theatre/seating/plan.ts';
import { areaOf, drawingOf, type Cursor, type DrawnCell, type Step } from '../designer-model.ts';
import { texts } from '../texts.ts';

export interface PlanBoardProps {
  readonly plan: SeatingPlan;
  readonly cursor: Cursor;
  /** Arrows move the section instead of the cursor. */
  readonly moving: boolean;
  readonly onStep: (step: Step, extend: boolean) => void;
  /** Any other key, as the keyboard has it; answers whether it meant something. */
  readonly onKey: (key: string, ctrl: boolean) => boolean;
  readonly onPoint: (cell: DrawnCell, extend: boolean) => void;
  readonly focus: (take: () => void) => void;
}

const ARROWS: Readonly<Record<string, Step>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
/** Of a seat, in pitches. */
const SIDE = 0.84;

export const PlanBoard: Component<PlanBoardProps> = (props) => {
  const words = () => texts().designer;
  const drawing = createMemo(() => drawingOf(props.plan));
  const front = () => Math.max(drawing().layout.overhang, 2.4);
  const box = () => {
    const { columns, rows } = drawing().layout;
    return `0.5 ${0.2 - front()} ${columns} ${rows + front() + 0.6}`;
  };
  const chosen = createMemo(() => {
    const { rows, columns } = areaOf(props.cursor);
    return drawing().cells.filter(
      ({ section, row, column }) =>
        section === props.cursor.section &&
        row >= rows[0] &&
        row <= rows[1] &&
        column >= columns[0] &&
        column <= columns[1],
    );
  });
  const here = () => chosen().find(({ row, column }) => row === props.cursor.row && column === props.cursor.column);
  const says = () => {
    const cell = here();
    const section = props.plan.sections[props.cursor.section];
    if (!cell || !section) return '';
    const category = props.plan.categories.find(({ id }) => id === cell.letter);
    return [
      words().at(section.name, section.rows[cell.row]?.id ?? '', cell.column + 1),
      category?.name ?? words().noSeat,
      ...(['accessible', 'companion', 'restricted'] as const)
        .filter((mark) => cell[mark])
        .map((mark) => words().marks[mark]),
    ].join(', ');
  };
  const size = () => {
    const { rows, columns } = areaOf(props.cursor);
    return chosen().length > 1 ? words().area(rows[1] - rows[0] + 1, columns[1] - columns[0] + 1) : '';
  };
  const keydown = (event: KeyboardEvent) => {
    const step = ARROWS[event.key];
    if (event.altKey) return;
    if (step && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      props.onStep(step, event.shiftKey);
    } else if (props.onKey(event.key, event.ctrlKey || event.metaKey)) event.preventDefault();
  };
  const point = (event: MouseEvent) => {
    const at = event.target instanceof Element ? event.target.closest('[data-at]')?.getAttribute('data-at') : null;
    const cell = at === null || at === undefined ? undefined : drawing().cells[Number(at)];
    if (cell) props.onPoint(cell, event.shiftKey);
  };
  return (
    <div class="board-frame">
      <div
        class="board"
        id="board"
        role="application"
        tabindex="0"
        aria-label={words().board}
        data-moving={props.moving}
        ref={(element) => props.focus(() => element.focus())}
        onKeyDown={keydown}
        onClick={point}
      >
        <svg viewBox={box()} aria-hidden="true">
          <g class="board-stage">
            <path
              d={`M${drawing().layout.columns * 0.27 + 0.5} ${0.5 - front()} H${drawing().layout.columns * 0.73 + 0.5} q0 1.3 -${drawing().layout.columns * 0.23} 1.3 q-${drawing().layout.columns * 0.23} 0 -${drawing().layout.columns * 0.23} -1.3 z`}
            />
            <text x={drawing().layout.columns / 2 + 0.5} y={1.2 - front()}>
              {words().stage}
            </text>
          </g>
          <For each={drawing().layout.sectionLabels}>
            {({ name, row, column, span, shift, angle, sectionId }) => (
              <text
                class="name"
                classList={{ here: props.plan.sections[props.cursor.section]?.id === sectionId }}
                transform={`translate(${column + span / 2 - 0.5} ${row + shift}) rotate(${angle})`}
              >
                {name}
              </text>
            )}
          </For>
          <For each={drawing().layout.rowLabels}>
            {({ rowId, row, column, shift }) => (
              <text class="letter" x={column} y={row + shift}>
                {rowId}
              </text>
            )}
          </For>
          <Index each={drawing().cells}>
            {(cell, at) => (
              <g
                class="cell"
                data-at={at}
                data-seat={cell().letter !== '.'}
                data-edge={cell().color || undefined}
                data-here={cell().section === props.cursor.section}
                transform={`translate(${cell().x} ${cell().y})`}
              >
                <rect x={-SIDE / 2} y={-SIDE / 2} width={SIDE} height={SIDE} rx="0.24" />
                <Show when={cell().letter !== '.'}>
                  <path d={`M${-SIDE / 2 + 0.16} ${SIDE / 2 - 0.09} h${SIDE - 0.32}`} />
                  <text>
                    {cell().accessible ? '♿︎' : cell().companion ? '+' : cell().restricted ? '◐' : cell().column + 1}
                  </text>
                </Show>
              </g>
            )}
          </Index>
          <g class="focal" transform={`translate(${drawing().focus.x} ${drawing().focus.y})`}>
            <circle r="0.55" />
            <path d="M-0.75 0h0.4M0.35 0h0.4M0 -0.75v0.4M0 0.35v0.4" />
          </g>
          <For each={chosen()}>
            {({ x, y }) => <rect class="picked" x={x - 0.5} y={y - 0.5} width="1" height="1" rx="0.3" />}
          </For>
          <Show when={here()}>
            {(cell) => <rect class="cursor" x={cell().x - 0.5} y={cell().y - 0.5} width="1" height="1" rx="0.3" />}
          </Show>
        </svg>
      </div>
      <p class="board-words" role="status" id="board-words">
        <b>{says()}</b> <span class="soft">{props.moving ? words().moving : size()}</span>
      </p>
    </div>
  );
};
