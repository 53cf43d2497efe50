import { For, Match, Show, Switch, type Component } from 'solid-js';
import type { Tender } from '../../../theatre/screening/events.ts';
import { formats } from '../format.ts';
import type { Sale, Sold } from '../sale.ts';
import { texts } from '../texts.ts';
import { PrintTickets } from './print-tickets.tsx';

/** Between two sales: the one just made with its change, the one just undone, or what to do first. */
export const BetweenSales: Component<{ sale: Sale }> = (props) => {
  const money = (minor: number) => formats().money(minor, props.sale.whole.currency);
  return (
    <Switch fallback={<p class="soft">{texts().sale.ready}</p>}>
      <Match when={props.sale.sold()}>{(sold) => <JustSold sale={props.sale} sold={sold()} money={money} />}</Match>
    </Switch>
  );
};

const JustSold: Component<{ sale: Sale; sold: Sold; money: (minor: number) => string }> = (props) => (
  <div class="sold">
    <p>
      {props.sold.collectBy === undefined ? texts().sale.soldTitle : texts().sale.keptTitle}: {texts().sale.order}{' '}
      <b class="order selectable">{props.sold.order}</b>
      <span class="what">{soldWords(props.sold, props.money)}</span>
    </p>
    <Show when={props.sold.change > 0}>
      <p class="change-due">
        {texts().sale.change} <b class="number">{props.money(props.sold.change)}</b>
      </p>
    </Show>
    <PrintTickets
      screeningId={props.sale.whole.screeningId}
      order={props.sold.order}
      printing={props.sold.printing}
      atOnce={props.sold.collectBy === undefined}
      onFailed={(words) => props.sale.setProblem(words)}
    />
    <p class="soft">
      {texts().sale.undo} <kbd>F10</kbd>
    </p>
  </div>
);

/** What was undone, and large what to give back: it stays until the next sale begins, also while its seats are chosen again. */
export const JustVoided: Component<{ sale: Sale }> = (props) => (
  <Show when={props.sale.voided()}>
    {(voided) => (
      <div class="voided" role="alert">
        <p>
          {texts().sale.undone(voided().order)}{' '}
          <Show when={props.sale.seatIds().length > 0}>
            {texts().sale.chosenAgain(texts().seats.listed(voided().seatIds))}
          </Show>
        </p>
        <p class="back-due">
          <Show when={voided().tenders.length > 0} fallback={texts().sale.nothingBack}>
            {texts().sale.moneyBack}{' '}
            <For each={voided().tenders}>
              {({ kind, amount }) => (
                <span class="way">
                  <b class="number">{formats().money(amount, props.sale.whole.currency)}</b>{' '}
                  {kind === 'cash' ? texts().sale.byCash : texts().sale.byCard}
                </span>
              )}
            </For>
          </Show>
        </p>
      </div>
    )}
  </Show>
);

function soldWords({ seatIds, total, name, tenders, collectBy }: Sold, money: (minor: number) => string): string {
  const { sale } = texts();
  // So many that their names would push the tickets' buttons out of sight are said by their number.
  const list = texts().seats.named(seatIds, 9);
  if (collectBy !== undefined) return sale.kept(list, money(total), name, formats().time(collectBy));
  return sale.sold(list, money(total), howWords(tenders, money)) + (name === '' ? '' : sale.soldFor(name));
}

function howWords(tenders: readonly Tender[], money: (minor: number) => string): string {
  const { sale } = texts();
  const of = (kind: Tender['kind']) =>
    tenders.filter((tender) => tender.kind === kind).reduce((sum, { amount }) => sum + amount, 0);
  if (tenders.length === 0) return sale.forNothing;
  if (of('cash') === 0) return sale.byCard;
  return of('card') === 0 ? sale.byCash : sale.bySplit(money(of('cash')), money(of('card')));
}
