/** Beside the board: names, numbers and colours of a plan, and what is still wrong with it. */
import { For, Show, type Component } from 'solid-js';
import type { PlanEdit } from '../../../theatre/seating/edit-plan.ts';
import { CATEGORY_COLORS, categoryColors, indexPlan, type SeatingPlan } from '../../../theatre/seating/plan.ts';
import type { PlanProblem } from '../../../theatre/seating/plan-problem.ts';
import { labelsOf, ROW_LABELS, type RowLabels } from '../../../theatre/seating/section-block.ts';
import { formats } from '../format.ts';
import { planFaults } from '../programme-words.ts';
import { texts } from '../texts.ts';

export interface PlanPanelProps {
  readonly plan: SeatingPlan;
  readonly section: number;
  readonly problems: readonly PlanProblem[];
  readonly onEdit: (edit: PlanEdit) => void;
}

interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: string | number;
  readonly onValue: (text: string) => void;
  readonly number?: boolean;
  readonly most?: number;
}

/** A number as this kiosk's language writes it: `5.5`, `5,5`. */
const shown = (value: string | number): string => (typeof value === 'string' ? value : formats().plain(value));

/** A field that counts when it is left or confirmed, as one step. */
const Field: Component<FieldProps> = (props) => (
  <label>
    <span>{props.label}</span>
    <input
      type="text"
      name={props.name}
      inputmode={props.number === true ? 'decimal' : 'text'}
      classList={{ number: props.number === true }}
      maxLength={props.most ?? 80}
      autocomplete="off"
      spellcheck={false}
      value={shown(props.value)}
      onChange={(event) => {
        props.onValue(event.currentTarget.value.trim());
        // What was not taken is not left standing.
        event.currentTarget.value = shown(props.value);
      }}
    />
  </label>
);

export const PlanPanel: Component<PlanPanelProps> = (props) => {
  const words = () => texts().designer;
  const section = () => props.plan.sections[props.section];
  const colors = () => categoryColors(props.plan);
  const numbered = (text: string, run: (value: number) => void) => {
    const value = Number(text.replace(',', '.'));
    if (text !== '' && Number.isFinite(value)) run(value);
  };
  const place = (column: number, row: number) => props.onEdit({ edit: 'place', section: props.section, column, row });
  const style = () => labelsOf(section()?.rows.map(({ id }) => id) ?? []);
  return (
    <div class="plan-panel">
      <section aria-labelledby="plan-heading">
        <h2 id="plan-heading">{words().plan}</h2>
        <Field
          label={words().fields.name}
          name="plan-name"
          value={props.plan.name}
          onValue={(name) => props.onEdit({ edit: 'name', name })}
        />
        <Field
          label={words().fields.id}
          name="plan-id"
          most={40}
          value={props.plan.id}
          onValue={(id) => props.onEdit({ edit: 'id', id })}
        />
        <div class="three">
          <Field
            label={words().fields.curve}
            name="curve"
            number
            value={props.plan.curvature}
            onValue={(text) => numbered(text, (curvature) => props.onEdit({ edit: 'curve', curvature }))}
          />
          <Field
            label={words().fields.focusColumn}
            name="focus-column"
            number
            value={props.plan.focalPoint.column}
            onValue={(text) =>
              numbered(text, (column) => props.onEdit({ edit: 'focus', column, row: props.plan.focalPoint.row }))
            }
          />
          <Field
            label={words().fields.focusRow}
            name="focus-row"
            number
            value={props.plan.focalPoint.row}
            onValue={(text) =>
              numbered(text, (row) => props.onEdit({ edit: 'focus', column: props.plan.focalPoint.column, row }))
            }
          />
        </div>
      </section>
      <Show when={section()}>
        {(its) => (
          <section aria-labelledby="section-heading">
            <h2 id="section-heading">{words().section(props.section + 1, props.plan.sections.length)}</h2>
            <div class="two">
              <Field
                label={words().fields.name}
                name="section-name"
                value={its().name}
                onValue={(name) => props.onEdit({ edit: 'section', section: props.section, name })}
              />
              <Field
                label={words().fields.sectionId}
                name="section-id"
                most={4}
                value={its().id}
                onValue={(id) => props.onEdit({ edit: 'section', section: props.section, id: id.toUpperCase() })}
              />
            </div>
            <div class="three">
              <Field
                label={words().fields.column}
                name="section-column"
                number
                value={its().origin.column}
                onValue={(text) => numbered(text, (column) => place(column, its().origin.row))}
              />
              <Field
                label={words().fields.row}
                name="section-row"
                number
                value={its().origin.row}
                onValue={(text) => numbered(text, (row) => place(its().origin.column, row))}
              />
              <label>
                <span>{words().fields.labels}</span>
                <select
                  name="labels"
                  onChange={(event) =>
                    props.onEdit({
                      edit: 'label',
                      section: props.section,
                      style: event.currentTarget.value as RowLabels,
                    })
                  }
                >
                  <Show when={style() === undefined}>
                    <option selected>{`${its().rows[0]?.id ?? ''} …`}</option>
                  </Show>
                  <For each={ROW_LABELS}>
                    {(one) => (
                      <option value={one} selected={one === style()}>
                        {words().labels[one]}
                      </option>
                    )}
                  </For>
                </select>
              </label>
            </div>
          </section>
        )}
      </Show>
      <section aria-labelledby="categories-heading">
        <h2 id="categories-heading">{words().categories}</h2>
        <ol class="plan-categories">
          <For each={props.plan.categories}>
            {(category, at) => (
              <li>
                <i class="band" data-edge={colors().get(category.id)} />
                <kbd>{at() + 1}</kbd>
                <input
                  type="text"
                  aria-label={words().fields.category(at() + 1)}
                  name={`category-${at() + 1}`}
                  maxLength={80}
                  value={category.name}
                  onChange={(event) =>
                    props.onEdit({ edit: 'category', category: at(), name: event.currentTarget.value.trim() })
                  }
                />
                <select
                  aria-label={words().fields.color(at() + 1)}
                  onChange={(event) =>
                    props.onEdit({ edit: 'category', category: at(), color: Number(event.currentTarget.value) })
                  }
                >
                  <For each={Array.from({ length: CATEGORY_COLORS }, (_, color) => color + 1)}>
                    {(color) => (
                      <option value={color} selected={color === colors().get(category.id)}>
                        {words().colors[color - 1]}
                      </option>
                    )}
                  </For>
                </select>
                <button
                  type="button"
                  class="quiet"
                  aria-label={`${words().remove}: ${category.name}`}
                  disabled={props.plan.categories.length === 1}
                  onClick={() => props.onEdit({ edit: 'remove-category', category: at() })}
                >
                  ×
                </button>
              </li>
            )}
          </For>
        </ol>
        <button
          type="button"
          onClick={() =>
            props.onEdit({ edit: 'add-category', name: words().nextCategory(props.plan.categories.length + 1) })
          }
        >
          {words().add}
        </button>
      </section>
      <section aria-live="polite" id="plan-state" data-sound={props.problems.length === 0}>
        <h2>{words().seats(indexPlan(props.plan).capacity)}</h2>
        <Show when={props.problems.length > 0} fallback={<p class="sound">{words().sound}</p>}>
          <p class="notice bad">{words().faults(props.problems.length)}</p>
          <ul class="faults">
            <For each={planFaults(props.problems)}>{(fault) => <li>{fault}</li>}</For>
          </ul>
        </Show>
      </section>
    </div>
  );
};
