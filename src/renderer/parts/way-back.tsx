import type { Component } from 'solid-js';
import { texts } from '../texts.ts';

export type Way = 'as-it-came' | 'cash' | 'card';

/** Which way money goes back to the customer. */
export const WayBack: Component<{ way: Way; onChange: (way: Way) => void }> = (props) => (
  <label>
    <span>{texts().afterSale.give}</span>
    <select name="way" value={props.way} onChange={(event) => props.onChange(event.currentTarget.value as Way)}>
      <option value="as-it-came">{texts().afterSale.asItCame}</option>
      <option value="cash">{texts().afterSale.tenders.cash}</option>
      <option value="card">{texts().afterSale.tenders.card}</option>
    </select>
  </label>
);
