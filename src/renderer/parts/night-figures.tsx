import { Show, type Component } from 'solid-js';
import type { Figures } from '../../../theatre/replay/figures.ts';
import { formats } from '../format.ts';
import { texts } from '../texts.ts';

/** The house's figures as of the place that is looked at. */
export const NightFigures: Component<{ figures: Figures | undefined; at: number }> = (props) => (
  <section class="panel as-of" aria-label={texts().night.figures.label}>
    <h2>{texts().night.figures.heading(props.at === 0 ? '…' : formats().second(props.at))}</h2>
    <Show when={props.figures}>
      {(figures) => (
        <dl class="number">
          <Figure
            name={texts().night.figures.sold}
            is="sold"
            value={`${figures().sold}`}
            more={texts().night.figures.of(figures().capacity)}
          />
          <Figure
            name={texts().night.figures.held}
            is="held"
            value={`${figures().held}`}
            more={texts().night.figures.by(figures().choosing)}
          />
          <Figure
            name={texts().night.figures.takings}
            is="takings"
            value={formats().money(figures().takings, figures().currency)}
            more={texts().night.figures.orders(figures().orders)}
          />
          <Figure name={texts().night.figures.free} is="available" value={`${figures().available}`} more="" />
          <Show when={figures().withheld > 0}>
            <Figure name={texts().night.figures.withheld} is="withheld" value={`${figures().withheld}`} more="" />
          </Show>
          <Figure name={texts().night.figures.looking} is="viewers" value={`${figures().viewers}`} more="" />
        </dl>
      )}
    </Show>
  </section>
);

const Figure: Component<{ name: string; is: string; value: string; more: string }> = (props) => (
  <div>
    <dt>{props.name}</dt>
    <dd>
      <b data-figure={props.is}>{props.value}</b> <span class="soft">{props.more}</span>
    </dd>
  </div>
);
