import { For, Show, type Component, type JSX } from 'solid-js';
import type { Names } from '../../../theatre/contract/ipc-till.ts';
import type { DayTotal, ShiftReport, Sum } from '../../../theatre/till/report.ts';
import { formats, timeOn } from '../format.ts';
import { nameOf } from '../house-words.ts';
import { exactMoney, varianceWords } from '../report-words.ts';
import { texts } from '../texts.ts';

/** One shift in figures, on the screen and on paper alike. */
export const ShiftReportPart: Component<{ report: ShiftReport; names: Names }> = (props) => {
  const lines = () => texts().till.lines;
  const money = (amount: number) => exactMoney(amount, props.report.currency);
  const name = (id: string) => nameOf(props.names, id);
  const secondOn = (at: number) => timeOn(at, props.report.openedAt, true);
  return (
    <article class="report" data-shift={props.report.shift}>
      <dl class="report-head">
        <Line label={lines().operator}>{name(props.report.operator)}</Line>
        <Line label={lines().till}>{props.report.till}</Line>
        <Line label={lines().shift}>
          <span class="selectable">{props.report.shift}</span>
        </Line>
        <Line label={lines().openedAt}>{formats().evening(props.report.openedAt)}</Line>
        <Show when={props.report.closed}>
          {(closed) => (
            <>
              <Line label={lines().closedAt}>{formats().evening(closed().at)}</Line>
              <Line label={lines().closedBy}>{name(closed().by)}</Line>
            </>
          )}
        </Show>
        <Show when={props.report.first}>
          {(first) => (
            <Line label={lines().first}>
              {secondOn(first().at)}, {first().order}
            </Line>
          )}
        </Show>
        <Show when={props.report.last}>
          {(last) => (
            <Line label={lines().last}>
              {secondOn(last().at)}, {last().order}
            </Line>
          )}
        </Show>
      </dl>
      <Money figures={props.report} names={props.names} />
      <Show when={props.report.sellers.length > 0}>
        <section>
          <h2>{lines().sellers}</h2>
          <table>
            <tbody>
              <For each={props.report.sellers}>
                {(seller) => (
                  <tr>
                    <th scope="row">{name(seller.by)}</th>
                    <td class="number">{texts().till.tickets(seller.tickets)}</td>
                    <td class="number">{money(seller.amount)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </section>
      </Show>
      <section class="drawer">
        <h2>{lines().drawer}</h2>
        <table>
          <tbody>
            <Row label={lines().floatLine}>{money(props.report.float)}</Row>
            <For each={props.report.moves}>
              {(move) => (
                <Row
                  label={`${move.kind === 'in' ? texts().till.paidIn : texts().till.paidOut}: ${move.reason} (${timeOn(move.at, props.report.openedAt)}, ${name(move.by)})`}
                >
                  {money(move.kind === 'in' ? move.amount : -move.amount)}
                </Row>
              )}
            </For>
            <Row label={lines().cashSales}>{money(props.report.cash.taken - props.report.cash.givenBack)}</Row>
            <Row label={lines().expected} strong name="expected">
              {money(props.report.expected)}
            </Row>
            <Show when={props.report.closed}>
              {(closed) => (
                <>
                  <Row label={lines().countedTotal} strong name="counted">
                    {money(closed().countedTotal)}
                  </Row>
                  <Row label={lines().variance} strong name="variance">
                    {money(closed().variance)}
                  </Row>
                </>
              )}
            </Show>
          </tbody>
        </table>
        <Show when={props.report.closed}>
          {(closed) => (
            <>
              <p class="large verdict" data-variance={Math.sign(closed().variance)}>
                {varianceWords(closed().variance, props.report.currency)}
              </p>
              <Show when={closed().expected !== props.report.expected}>
                <p class="notice">
                  {lines().late} {money(closed().expected)}.
                </p>
              </Show>
              <p class="soft number">
                {closed()
                  .counted.map(({ unit, count }) => `${count} × ${money(unit)}`)
                  .join(' · ')}
              </p>
            </>
          )}
        </Show>
      </section>
    </article>
  );
};

/** What was sold, taken and given back: of a shift, or of a day. */
export const Money: Component<{ figures: Omit<DayTotal, 'counted' | 'variance'>; names: Names }> = (props) => {
  const lines = () => texts().till.lines;
  const money = (amount: number) => exactMoney(amount, props.figures.currency);
  return (
    <>
      <section>
        <h2>{lines().sales}</h2>
        <Show when={props.figures.sales.length > 0} fallback={<p class="soft">{lines().noSales}</p>}>
          <table class="sales">
            <tbody>
              <For each={props.figures.sales}>
                {(line) => (
                  <tr>
                    <th scope="row">{texts().till.types[line.ticketType]}</th>
                    <td class="number">{texts().till.tickets(line.tickets)}</td>
                    <td class="number">{money(line.amount)}</td>
                  </tr>
                )}
              </For>
              <SumRow label={lines().total} sum={props.figures.sold} money={money} strong />
            </tbody>
          </table>
        </Show>
      </section>
      <section>
        <h2>{lines().tenders}</h2>
        <table class="tenders">
          <thead>
            <tr>
              <td />
              <th scope="col">{lines().taken}</th>
              <th scope="col">{lines().givenBack}</th>
              <th scope="col">{lines().balance}</th>
            </tr>
          </thead>
          <tbody>
            <For each={['cash', 'card'] as const}>
              {(kind) => (
                <tr data-tender={kind}>
                  <th scope="row">{lines()[kind]}</th>
                  <td class="number">{money(props.figures[kind].taken)}</td>
                  <td class="number">{money(props.figures[kind].givenBack)}</td>
                  <td class="number">{money(props.figures[kind].taken - props.figures[kind].givenBack)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
      <section>
        <table>
          <tbody>
            <SumRow label={lines().refunds} sum={props.figures.refunds} money={money} />
            <SumRow label={lines().voids} sum={props.figures.voids} money={money} />
            <tr>
              <th scope="row">{lines().exchanges}</th>
              <td class="number">{texts().till.orders(props.figures.exchanges.orders)}</td>
              <td class="number">{money(props.figures.exchanges.taken - props.figures.exchanges.givenBack)}</td>
            </tr>
            <SumRow label={lines().kept} sum={props.figures.kept} money={money} />
            <For each={props.figures.comps}>
              {(comp) => (
                <tr>
                  <th scope="row">
                    {lines().comps}: {comp.reason}, {lines().approvedBy(nameOf(props.names, comp.approvedBy))}
                  </th>
                  <td class="number">{texts().till.tickets(comp.tickets)}</td>
                  <td class="number">{comp.order}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
    </>
  );
};

const Line: Component<{ label: string; children: JSX.Element }> = (props) => (
  <div>
    <dt>{props.label}</dt>
    <dd>{props.children}</dd>
  </div>
);

export const Row: Component<{ label: string; children: JSX.Element; strong?: boolean; name?: string }> = (props) => (
  <tr classList={{ strong: props.strong === true }} data-row={props.name}>
    <th scope="row">{props.label}</th>
    <td />
    <td class="number">{props.children}</td>
  </tr>
);

const SumRow: Component<{ label: string; sum: Sum; money: (amount: number) => string; strong?: boolean }> = (props) => (
  <tr classList={{ strong: props.strong === true }}>
    <th scope="row">{props.label}</th>
    <td class="number">{texts().till.tickets(props.sum.tickets)}</td>
    <td class="number">{props.money(props.sum.amount)}</td>
  </tr>
);
