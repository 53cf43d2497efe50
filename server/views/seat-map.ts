/** The seat map: real buttons on the house's grid. Headings make the same buttons a list by section and row. */
import type { Catalogue } from '../../theatre/contract/catalogue/index.ts';
import { wordingFor, type Wording } from '../../theatre/contract/wording.ts';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import { seatOf, type ScreeningState } from '../../theatre/screening/state.ts';
import { anyone, changedSeats, type Onlooker } from '../../theatre/screening/view.ts';
import { layoutPlan } from '../../theatre/seating/layout.ts';
import type { SeatingPlan } from '../../theatre/seating/plan.ts';
import { escape } from './html.ts';
import { MORPH, type Oob } from './oob.ts';
import { seatHtmlFor } from './seat.ts';

export function onlookerOf(viewerId: string | undefined): Onlooker {
  return viewerId === undefined ? anyone : { viewerId, staff: false };
}

/** The seat map alone. `oob` makes it a patch of a map that is there already. */
export function seatMapHtml(
  { state }: Snapshot,
  viewerId?: string,
  wording: Wording = wordingFor('en'),
  oob: Oob = '',
): string {
  const { plan } = state.index;
  const said = wording.texts.pages.screening;
  const seatHtml = seatHtmlFor(state, onlookerOf(viewerId), wording);
  const { sectionHeads, rowHeads, rowLetters } = fixedParts(plan, wording.texts);
  let text = `<div id="seat-map" class="house-${escape(plan.id)}" role="group" aria-label="${escape(said.seatMap)}" data-stage="${escape(said.stage)}"${oob}>${rowLetters}`;
  let rowIndex = 0;
  for (const [at, section] of plan.sections.entries()) {
    text += sectionHeads[at] ?? '';
    for (let row = 0; row < section.rows.length; row++, rowIndex++) {
      const planned = state.index.rows[rowIndex] ?? [];
      const seats = state.rows[rowIndex] ?? [];
      if (planned.length === 0) continue;
      text += rowHeads[rowIndex] ?? '';
      for (let seat = 0; seat < planned.length; seat++) {
        // Rows of a state have a seat for each planned one.
        text += seatHtml(seats[seat]!, planned[seat]!, '');
      }
    }
  }
  return `${text}</div>`;
}

/** The seats that differ between two states, as patches; '' when none does. */
export function seatsPatch(
  before: ScreeningState,
  after: ScreeningState,
  viewerId: string | undefined,
  wording: Wording,
): string {
  // A price is in the words of every seat; whoever holds some has a frame of their own then.
  const changed = before.prices === after.prices ? changedSeats(before, after) : [...after.index.byId.keys()];
  if (changed.length === 0) return '';
  const seatHtml = seatHtmlFor(after, onlookerOf(viewerId), wording);
  let text = '';
  for (const seatId of changed) {
    const planned = after.index.byId.get(seatId);
    const seat = seatOf(after, seatId);
    if (planned && seat) text += seatHtml(seat, planned, MORPH);
  }
  return text;
}

interface FixedParts {
  readonly sectionHeads: readonly string[];
  readonly rowHeads: readonly string[];
  readonly rowLetters: string;
}

const known = new WeakMap<SeatingPlan, Map<Catalogue, FixedParts>>();

function fixedParts(plan: SeatingPlan, texts: Catalogue): FixedParts {
  let byTexts = known.get(plan);
  if (!byTexts) known.set(plan, (byTexts = new Map()));
  const parts = byTexts.get(texts);
  if (parts) return parts;
  const { rowLabels, sectionLabels } = layoutPlan(plan);
  const placed = new Map(sectionLabels.map((label) => [label.sectionId, label.id]));
  const sectionHeads = plan.sections.map(({ id, name }) => {
    const labelId = placed.get(id);
    // A section without room for its name on the map still has it in the list.
    return `<h3 id="${escape(labelId ?? `section-${id}`)}"${labelId === undefined ? ' class="listed"' : ''}><span>${escape(name)}</span></h3>`;
  });
  const rowHeads = plan.sections.flatMap(({ name, rows }) =>
    rows.map((row) => `<h4>${escape(texts.seats.row(name, row.id))}</h4>`),
  );
  const rowLetters = rowLabels
    .map(({ id, rowId }) => `<i id="${escape(id)}" aria-hidden="true">${escape(rowId)}</i>`)
    .join('');
  const made: FixedParts = { sectionHeads, rowHeads, rowLetters };
  byTexts.set(texts, made);
  return made;
}
