import { createMemo, createSignal, For, type Component } from 'solid-js';
import { defaultDiscounts } from '../../../theatre/screening/price.ts';
import { parseMoney, typedMoney } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { texts } from '../texts.ts';
import { readPromos } from '../week-model.ts';
import { aboutWords, type ScreeningQuestion } from './amend-dialogs.tsx';
import { Fault, Field } from './field.tsx';
import { ScreeningDialog } from './screening-dialog.tsx';

const DISCOUNTS = ['concession', 'child', 'companion'] as const;

/** What tickets cost from now on: by category, less by ticket type, less by promo code. */
export const PricesDialog: Component<ScreeningQuestion> = (props) => {
  const words = () => texts().programme;
  const { id: screeningId, categories, prices, currency, discounts, promos } = props.screening;
  const [typed, setTyped] = createSignal<Readonly<Record<string, string>>>(
    Object.fromEntries(categories.map(({ id }) => [id, typedMoney(prices[id] ?? 0, currency)])),
  );
  const [off, setOff] = createSignal<Readonly<Record<string, string>>>(
    Object.fromEntries(DISCOUNTS.map((type) => [type, String(discounts[type] ?? defaultDiscounts[type] ?? 0)])),
  );
  const [codes, setCodes] = createSignal(promos.map(({ code, percent }) => `${code} ${percent}`).join('\n'));
  const [tried, setTried] = createSignal(false);
  const percentOf = (type: string) => {
    const text = (off()[type] ?? '').trim();
    return /^\d{1,3}$/.test(text) && Number(text) <= 100 ? Number(text) : undefined;
  };
  const read = createMemo(() => readPromos(codes()));
  const promoFault = () => {
    const result = read();
    if ('bad' in result) return words().faults.promo(result.bad);
    return 'twice' in result ? words().faults.promoTwice(result.twice) : undefined;
  };
  const faults = createMemo((): Readonly<Record<string, string>> => {
    const found: Record<string, string> = {};
    for (const { id } of categories) {
      if (parseMoney(typed()[id] ?? '', currency) === undefined) found[`price-${id}`] = words().faults.price;
    }
    for (const type of DISCOUNTS) if (percentOf(type) === undefined) found[`off-${type}`] = words().faults.percent;
    const promo = promoFault();
    if (promo !== undefined) found['promos'] = promo;
    return found;
  });
  const fault = (name: string) => (tried() ? faults()[name] : undefined);
  const run = () => {
    const result = read();
    return fullHouse.repriceScreening({
      screeningId,
      prices: Object.fromEntries(categories.map(({ id }) => [id, parseMoney(typed()[id] ?? '', currency) ?? 0])),
      discounts: {
        concession: percentOf('concession') ?? 0,
        child: percentOf('child') ?? 0,
        companion: percentOf('companion') ?? 0,
      },
      promos: 'promos' in result ? [...result.promos] : [],
    });
  };
  return (
    <ScreeningDialog
      heading={words().prices.heading}
      about={aboutWords(props.screening)}
      does={words().prices.does}
      confirm={words().prices.confirm}
      check={() => {
        setTried(true);
        return Object.keys(faults())[0];
      }}
      run={run}
      onClose={props.onClose}
    >
      <div class="fields">
        <For each={categories}>
          {({ id, name }) => (
            <Field
              label={words().fields.price(name, currency)}
              name={`price-${id}`}
              kind="money"
              most={12}
              value={typed()[id] ?? ''}
              fault={fault(`price-${id}`)}
              onInput={(price) => setTyped({ ...typed(), [id]: price })}
            />
          )}
        </For>
      </div>
      <div class="fields">
        <For each={DISCOUNTS}>
          {(type) => (
            <Field
              label={words().fields.discount[type]}
              name={`off-${type}`}
              kind="count"
              most={3}
              value={off()[type] ?? ''}
              fault={fault(`off-${type}`)}
              onInput={(percent) => setOff({ ...off(), [type]: percent })}
            />
          )}
        </For>
      </div>
      <label>
        <span>{words().fields.promos}</span>
        <textarea
          name="promos"
          rows={3}
          maxLength={1500}
          spellcheck={false}
          placeholder={words().fields.promosExample}
          aria-describedby="fault-promos"
          onInput={(event) => setCodes(event.currentTarget.value)}
        >
          {codes()}
        </textarea>
        <Fault id="fault-promos" words={fault('promos')} />
      </label>
    </ScreeningDialog>
  );
};
