import { Match, Show, Switch, type Component } from 'solid-js';
import { session } from '../session.ts';
import { texts } from '../texts.ts';

/** In the line below: who acts here, and whether their till is open. */
export const Who: Component<{ onPeople: () => void; onTill: () => void; onLock: () => void }> = (props) => {
  const signedIn = () => {
    const now = session();
    return now.is === 'signed-in' ? now.operator : undefined;
  };
  const shift = () => {
    const now = session();
    return now.is === 'open' || now.is === 'signed-in' ? now.shift : undefined;
  };
  return (
    <Switch>
      <Match when={session().is === 'open'}>
        <button type="button" class="quiet acting is-open" onClick={() => props.onPeople()}>
          {texts().people.openCounter} {texts().people.openCounterHint} <kbd>F2</kbd>
        </button>
        <Till open={shift() !== undefined} onTill={() => props.onTill()} />
      </Match>
      <Match when={signedIn()}>
        {(operator) => (
          <>
            <button type="button" class="quiet acting" onClick={() => props.onLock()}>
              <b>{operator().name}</b>, {texts().roles[operator().role]} <kbd>F8</kbd>
            </button>
            <Till open={shift() !== undefined} onTill={() => props.onTill()} />
          </>
        )}
      </Match>
    </Switch>
  );
};

const Till: Component<{ open: boolean; onTill: () => void }> = (props) => (
  <button type="button" class="quiet till-lamp" data-open={props.open} onClick={() => props.onTill()}>
    <Show when={props.open} fallback={texts().till.noShift}>
      {texts().till.shiftOpen}
    </Show>{' '}
    <kbd>F4</kbd>
  </button>
);
