import { Show, type Component } from 'solid-js';
import type { Figures } from '../../../theatre/replay/figures.ts';
import { formats } from '../format.ts';

/** The house's figures as of the place that is looked at. */
export const NightFigures: Component<{ figures: Figures | undefined; at: number }> = (props) => (
  <section class="panel as-of" aria-label="As of then">
    <h2>As of {props.at === 0 ? '…' : formats().second(props.at)}</h2>
    <Show when={props.figures}>
      {(figures) => (
        <dl class="number">
          <Figure name="Sold" is="sold" value={`${figures().sold}`} more={`of ${figures().capacity}`} />
          <Figure name="Held" is="held" value={`${figures().held}`} more={`by ${figures().choosing}`} />
          <Figure
            name="Takings"
            is="takings"
            value={formats().money(figures().takings, figures().currency)}
            more={`${figures().orders} ${figures().orders === 1 ? 'order' : 'orders'}`}
          />
          <Figure name="Free" is="available" value={`${figures().available}`} more="" />
          <Show when={figures().withheld > 0}>
            <Figure name="Withheld" is="withheld" value={`${figures().withheld}`} more="" />
          </Show>
          <Figure name="Looking" is="viewers" value={`${figures().viewers}`} more="" />
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
