import type { Given, PlanForm, PlanPlace, PlanProblem, PlanProperty } from '../../../seating/plan-problem.ts';
import type { plan as english } from '../en/plan.ts';
import type { Like } from '../like.ts';

const number = (value: number) => value.toLocaleString('de-DE');

/** With the name that the file has for it. */
const properties: Readonly<Record<PlanProperty, string>> = {
  id: 'Die Kennung (id)',
  name: 'Der Name (name)',
  categories: 'Die Liste der Kategorien (categories)',
  color: 'Die Farbe (color)',
  focalPoint: 'Der Punkt der besten Sicht (focalPoint)',
  'focalPoint.column': 'Die Spalte der besten Sicht (focalPoint)',
  'focalPoint.row': 'Die Reihe der besten Sicht (focalPoint)',
  curvature: 'Die Krümmung (curvature)',
  sections: 'Die Liste der Blöcke (sections)',
  origin: 'Der Anfang (origin)',
  'origin.column': 'Die Spalte des Anfangs (origin)',
  'origin.row': 'Die Reihe des Anfangs (origin)',
  rows: 'Die Liste der Reihen (rows)',
  positions: 'Die Belegung (positions)',
  accessible: 'Die Liste der Rollstuhlplätze (accessible)',
  companion: 'Die Liste der Begleitplätze (companion)',
  restricted: 'Die Liste der Plätze mit eingeschränkter Sicht (restricted)',
};

const forms: Readonly<Record<PlanForm, string>> = {
  'plan-id': 'aus Wörtern in Kleinbuchstaben bestehen wie „studio“ oder „alter-saal“',
  'category-id': 'ein Kleinbuchstabe sein',
  'section-id': 'aus einem bis vier Großbuchstaben bestehen wie „L“ oder „PL“',
  'row-id': 'aus einem oder zwei Großbuchstaben bestehen wie „A“ oder „AA“',
  positions: 'aus Buchstaben von Kategorien und Punkten bestehen wie „..aaaa..“',
};

const kinds = {
  accessible: 'Rollstuhlplatz',
  companion: 'Begleitplatz',
  restricted: 'Platz mit eingeschränkter Sicht',
};
const repeated = {
  category: 'Die Kategorie',
  section: 'Der Block',
  row: 'Die Reihe',
  accessible: `Der ${kinds.accessible}`,
  companion: `Der ${kinds.companion}`,
  restricted: `Der ${kinds.restricted}`,
};

const others: Readonly<Record<Extract<Given, { is: string }>['is'], string>> = {
  null: 'null',
  list: 'eine Liste',
  nothing: 'gar nichts',
  object: 'ein Objekt',
  number: 'eine Zahl',
  boolean: 'wahr oder falsch',
  other: 'etwas anderes',
};

const given = (value: Given) =>
  'text' in value && value.text !== '' ? `„${value.text}“` : others['is' in value ? value.is : 'nothing'];

const part = (word: string, of: string | number) => (typeof of === 'number' ? `${word} Nr. ${of}` : `${word} ${of}`);

function place({ category, section, row }: PlanPlace): string {
  if (category !== undefined) return `Kategorie Nr. ${category}`;
  if (section === undefined) return 'Saalplan';
  return row === undefined ? part('Block', section) : `${part('Block', section)}, ${part('Reihe', row)}`;
}

/** The place and its property, as the subject of a sentence. */
const subject = (at: PlanPlace) => {
  if (at.property !== undefined) return `${place(at)}: ${properties[at.property]}`;
  return at.category === undefined && at.section === undefined ? 'Der Saalplan' : place(at);
};

export const plan: Like<typeof english> = {
  problem(what: PlanProblem): string {
    switch (what.problem) {
      case 'not-an-object':
        return `${subject(what.at)} muss ein Objekt mit ${what.properties.join(', ')} sein.`;
      case 'unknown-property':
        return `${subject(what.at)} hat die unbekannte Eigenschaft „${what.property}“. Nehmen Sie sie heraus; bekannt sind ${what.known.join(', ')}.`;
      case 'empty-list':
        return `${subject(what.at)} darf nicht leer sein und muss eine Liste sein.`;
      case 'too-many':
        return `${subject(what.at)} darf höchstens ${number(what.most)} Einträge haben, nicht ${number(what.given)}. Nehmen Sie einige heraus.`;
      case 'not-places':
        return `${subject(what.at)} muss eine Liste von höchstens ${number(what.most)} Plätzen sein wie ["A1", "A2"].`;
      case 'bad-text':
        return `${subject(what.at)} muss ${forms[what.form]}, höchstens ${what.most} Zeichen lang; angegeben ist ${given(what.given)}.`;
      case 'bad-name':
        return `${subject(what.at)} muss aus 1 bis ${what.most} druckbaren Zeichen bestehen; angegeben ist ${given(what.given)}.`;
      case 'not-a-number':
        return `${subject(what.at)} muss eine Zahl von ${what.least} bis ${what.most} sein.`;
      case 'not-a-whole-number':
        return `${subject(what.at)} muss eine ganze Zahl von ${what.least} bis ${what.most} sein.`;
      case 'twice':
        return `${place(what.at)}: ${repeated[what.what]} „${what.name}“ kommt zweimal vor, darf es aber nur einmal.`;
      case 'no-seats':
        return 'Der Saalplan hat keinen Platz. Geben Sie mindestens einer Reihe den Buchstaben einer Kategorie.';
      case 'too-many-seats':
        return `Der Saalplan hat ${number(what.seats)} Plätze; höchstens ${number(what.most)} sind möglich. Teilen Sie ihn in zwei Säle.`;
      case 'beyond-the-grid':
        return `${place(what.at)} reicht über das Raster von ${what.columns} Spalten und ${what.rows} Reihen hinaus. Verschieben Sie den Block oder kürzen Sie die Reihe.`;
      case 'no-such-category':
        return `${place(what.at)}: An Stelle ${what.position} steht der Buchstabe „${what.letter}“, zu dem es keine Kategorie gibt. Legen Sie die Kategorie an oder nehmen Sie eine von ${what.known.join(', ')}.`;
      case 'no-such-seat':
        return `${place(what.at)}: Zum ${kinds[what.kind]} „${what.place}“ gibt es im Block keinen Platz. Nennen Sie einen Platz wie „A1“ oder nehmen Sie ihn von der Liste.`;
      case 'not-a-seat':
        return `${place(what.at)}: Der ${kinds[what.kind]} „${what.place}“ nennt nicht Reihe und Spalte. Nennen Sie einen Platz wie „A1“ oder nehmen Sie ihn von der Liste.`;
      case 'of-two-kinds':
        return `${place(what.at)}: ${what.place} ist Rollstuhlplatz und Begleitplatz zugleich. Nehmen Sie ihn von einer der Listen.`;
      case 'overlap': {
        const [one, other] = what.sections;
        return `Die Blöcke ${one} und ${other} überschneiden sich: ${what.seats.join(' und ')} liegen beide in Spalte ${what.column}, Reihe ${what.row} des Rasters. Verschieben Sie einen der Blöcke.`;
      }
    }
  },
};
