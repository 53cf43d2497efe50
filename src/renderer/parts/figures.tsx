import { createSignal, For, onCleanup, Show, type Component } from 'solid-js';
import type { ScreeningFigures } from '../../../theatre/contract/ipc-orders.ts';
import { formats } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { texts } from '../texts.ts';

/** One screening in figures, as they change. */
export const Figures: Component<{ screeningId: string }> = (props) => {
  const { screeningId } = props;
  const [figures, setFigures] = createSignal<ScreeningFigures>();
  onCleanup(
    fullHouse.on('figures', (now) => {
      // What was heard last stays while nothing is.
      if (now.screeningId === screeningId && now.figures) setFigures(now.figures);
    }),
  );
  void fullHouse.followFigures({ screeningId });
  onCleanup(() => void fullHouse.leaveFigures());
  return (
    <section class="panel figures" aria-label={texts().figures.title}>
      <h2>{texts().figures.title}</h2>
      <Show when={figures()} fallback={<p class="soft">{texts().figures.waiting}</p>}>
        {(now) => <Table now={now()} />}
      </Show>
    </section>
  );
};

const Table: Component<{ now: ScreeningFigures }> = (props) => {
  const words = () => texts().figures;
  const money = (minor: number) => formats().money(minor, props.now.currency);
  const lost = () => {
    const { expired, taken, withheld, vanished, freed, givenUp } = props.now.holds;
    return expired + taken + withheld + vanished + freed + givenUp;
  };
  const types = () => Object.entries(props.now.byType).filter(([, { seats }]) => seats > 0);
  const share = () => {
    const { holds } = props.now.conversion;
    return holds === null ? words().none : formats().percent(holds);
  };
  return (
    <dl class="number">
      <Row name={words().sold} value={words().ofCapacity(props.now.seatsSold, props.now.capacity)} />
      <For each={types()}>
        {([type, { seats, worth }]) => <Row sub name={`${typeName(type)} × ${seats}`} value={money(worth)} />}
      </For>
      <Row name={words().takings} value={money(props.now.takings)} />
      <Row sub name={words().cash} value={money(props.now.byTender.cash)} />
      <Row sub name={words().card} value={money(props.now.byTender.card)} />
      <Show when={props.now.due > 0}>
        <Row name={words().due} value={money(props.now.due)} />
      </Show>
      <Show when={props.now.givenBack > 0}>
        <Row name={words().givenBack} value={money(props.now.givenBack)} />
      </Show>
      <Row name={words().holds} value={words().made(props.now.holds.made, props.now.holds.open)} />
      <Row sub name={words().bought} value={String(props.now.holds.bought)} />
      <Row sub name={words().lost} value={String(lost())} />
      <Row name={words().conversion} value={share()} />
    </dl>
  );
};

function typeName(type: string): string {
  const { types } = texts().figures;
  return type in types ? types[type as keyof typeof types] : type;
}

const Row: Component<{ name: string; value: string; sub?: boolean }> = (props) => (
  <div data-sub={props.sub === true ? '' : undefined}>
    <dt>{props.name}</dt>
    <dd>{props.value}</dd>
  </div>
);
