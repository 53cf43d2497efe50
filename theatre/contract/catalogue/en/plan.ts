import type { Given, PlanForm, PlanPlace, PlanProblem, PlanProperty } from '../../../seating/plan-problem.ts';

const number = (value: number) => value.toLocaleString('en-GB');

const properties: Readonly<Record<PlanProperty, string>> = {
  id: 'its id',
  name: 'its name',
  categories: 'its categories',
  color: 'its color',
  focalPoint: 'its focalPoint',
  'focalPoint.column': 'the column of its focalPoint',
  'focalPoint.row': 'the row of its focalPoint',
  curvature: 'its curvature',
  sections: 'its sections',
  origin: 'its origin',
  'origin.column': 'the column of its origin',
  'origin.row': 'the row of its origin',
  rows: 'its rows',
  positions: 'its positions',
  accessible: 'its accessible places',
  companion: 'its companion places',
  restricted: 'its restricted places',
};

const forms: Readonly<Record<PlanForm, string>> = {
  'plan-id': 'lower-case words like “studio” or “old-hall”',
  'category-id': 'one lower-case letter',
  'section-id': 'one to four capitals like “L” or “SC”',
  'row-id': 'one or two capitals like “A” or “AA”',
  positions: 'category letters and full stops like “..aaaa..”',
};

const kinds = { accessible: 'wheelchair space', companion: 'companion seat', restricted: 'seat with restricted view' };
const repeated = { category: 'category', section: 'section', row: 'row', ...kinds };

const others: Readonly<Record<Extract<Given, { is: string }>['is'], string>> = {
  null: 'null',
  list: 'a list',
  nothing: 'nothing at all',
  object: 'an object',
  number: 'a number',
  boolean: 'true or false',
  other: 'anything else',
};

const given = (value: Given) =>
  'text' in value && value.text !== '' ? `“${value.text}”` : others['is' in value ? value.is : 'nothing'];

const part = (word: string, of: string | number) => (typeof of === 'number' ? `${word} number ${of}` : `${word} ${of}`);

function place({ category, section, row }: PlanPlace): string {
  if (category !== undefined) return `Category number ${category}`;
  if (section === undefined) return 'The plan';
  return row === undefined ? part('Section', section) : `${part('Section', section)}, ${part('row', row)}`;
}

/** The place and its property, as the subject of a sentence. */
const subject = (at: PlanPlace) => (at.property === undefined ? place(at) : `${place(at)}: ${properties[at.property]}`);

/** What is wrong with a seating plan, and what to do. */
export const plan = {
  problem(what: PlanProblem): string {
    switch (what.problem) {
      case 'not-an-object':
        return `${subject(what.at)} must be an object with ${what.properties.join(', ')}.`;
      case 'unknown-property':
        return `${subject(what.at)} has the unknown property “${what.property}”. Take it out; known are ${what.known.join(', ')}.`;
      case 'empty-list':
        return `${subject(what.at)} must be a list of at least one.`;
      case 'too-many':
        return `${subject(what.at)} must be at most ${number(what.most)}, not ${number(what.given)}. Take some out.`;
      case 'not-places':
        return `${subject(what.at)} must be a list of at most ${number(what.most)} like ["A1", "A2"].`;
      case 'bad-text':
        return `${subject(what.at)} must be ${forms[what.form]}, at most ${what.most} long, not ${given(what.given)}.`;
      case 'bad-name':
        return `${subject(what.at)} must be 1 to ${what.most} printable characters, not ${given(what.given)}.`;
      case 'not-a-number':
        return `${subject(what.at)} must be a number from ${what.least} to ${what.most}.`;
      case 'not-a-whole-number':
        return `${subject(what.at)} must be a whole number from ${what.least} to ${what.most}.`;
      case 'twice':
        return `${place(what.at)}: the ${repeated[what.what]} “${what.name}” is there twice. Each may be there once only.`;
      case 'no-seats':
        return 'The plan has no seat. Give at least one row a category letter.';
      case 'too-many-seats':
        return `The plan has ${number(what.seats)} seats; ${number(what.most)} are the most. Split it into two houses.`;
      case 'beyond-the-grid':
        return `${place(what.at)} reaches beyond the grid of ${what.columns} columns and ${what.rows} rows. Move the section or shorten the row.`;
      case 'no-such-category':
        return `${place(what.at)}: position ${what.position} has the letter “${what.letter}”, which is no category. Add the category or use one of ${what.known.join(', ')}.`;
      case 'no-such-seat':
        return `${place(what.at)}: the ${kinds[what.kind]} “${what.place}” is no seat of the section. Name a seat like “A1”, or take it off the list.`;
      case 'not-a-seat':
        return `${place(what.at)}: the ${kinds[what.kind]} “${what.place}” is not a row and a column. Name a seat like “A1”, or take it off the list.`;
      case 'of-two-kinds':
        return `${place(what.at)}: ${what.place} is both a wheelchair space and a companion seat. Take it off one list.`;
      case 'overlap': {
        const [one, other] = what.sections;
        return `Sections ${one} and ${other} overlap: ${what.seats.join(' and ')} are both at column ${what.column}, row ${what.row} of the grid. Move one of the sections.`;
      }
    }
  },
};
