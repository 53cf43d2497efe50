/** A field of a form: what it is called, where it is typed, and beneath it what is wrong with that. */
import { createUniqueId, Show, type Component, type JSX } from 'solid-js';
import { digitsOnly } from '../keys.ts';

/** What is typed: `count` and `money` are numbers, `time` is one of the clock, `moment` a day with a time, `secret` a PIN, `code` letters and digits as another screen shows them. */
type Kind = 'text' | 'money' | 'count' | 'time' | 'moment' | 'email' | 'secret' | 'code';

const kinds: Readonly<Record<Kind, { type: string; inputmode?: 'decimal' | 'numeric'; class?: string }>> = {
  text: { type: 'text' },
  money: { type: 'text', inputmode: 'decimal', class: 'number' },
  count: { type: 'text', inputmode: 'numeric', class: 'number' },
  time: { type: 'text', class: 'number' },
  moment: { type: 'datetime-local' },
  email: { type: 'email' },
  secret: { type: 'password', inputmode: 'numeric' },
  code: { type: 'text', class: 'code' },
};

export interface FieldProps {
  readonly label: JSX.Element;
  readonly name: string;
  readonly value: string;
  /** Defaults to `text`. */
  readonly kind?: Kind;
  /** Most characters. Defaults to any number. */
  readonly most?: number;
  /** What is wrong with it now. A field that may be given one keeps the place for it. */
  readonly fault?: string | undefined;
  /** What is to be known of it where nothing is wrong. */
  readonly hint?: string | undefined;
  readonly placeholder?: string;
  readonly autocomplete?: string;
  /** Takes digits, points and commas alone, and leaves letters to the keys of the view. Defaults to false. */
  readonly digits?: boolean;
  /** Over all columns of the form. */
  readonly wide?: boolean;
  readonly ref?: (element: HTMLInputElement) => void;
  /** With what is typed so far. */
  readonly onInput?: (typed: string) => void;
  /** With what was typed, once that is over. */
  readonly onChange?: (typed: string) => void;
}

export const Field: Component<FieldProps> = (props) => {
  const kind = () => kinds[props.kind ?? 'text'];
  const canFail = 'fault' in props;
  const id = `fault-${createUniqueId()}`;
  return (
    <label classList={{ wide: props.wide === true }}>
      <span>{props.label}</span>
      <input
        ref={(element) => props.ref?.(element)}
        type={kind().type}
        inputmode={kind().inputmode}
        class={kind().class}
        name={props.name}
        data-digits={props.digits ? '' : undefined}
        maxLength={props.most}
        autocomplete={props.autocomplete ?? 'off'}
        spellcheck={false}
        placeholder={props.placeholder}
        value={props.value}
        aria-invalid={canFail ? props.fault !== undefined : undefined}
        aria-describedby={canFail ? id : undefined}
        onBeforeInput={(event) => props.digits && digitsOnly(event)}
        onInput={(event) => props.onInput?.(event.currentTarget.value)}
        onChange={(event) => props.onChange?.(event.currentTarget.value)}
      />
      <Show when={canFail}>
        <Fault id={id} words={props.fault ?? props.hint} />
      </Show>
    </label>
  );
};

/** What is wrong with a field, beneath it; its place is kept while nothing is. */
export const Fault: Component<{ id: string; words: string | undefined }> = (props) => (
  <span class="error" id={props.id}>
    {props.words}
  </span>
);
