import { createResource, createSignal, Match, Show, Switch, type Component } from 'solid-js';
import type { PatronLink as Link } from '../../../theatre/contract/ipc.ts';
import { fullHouse } from '../full-house.ts';
import { status } from '../house.ts';
import { problemWords } from '../words.ts';
import { texts } from '../texts.ts';

/** Where patrons find a screening: a code for their phones' cameras, and the address in letters. */
export const PatronLink: Component<{ screeningId: string }> = (props) => {
  // Asked again when the server for patrons opens, at another address perhaps.
  const [answer] = createResource(
    () => ({ screeningId: props.screeningId, patrons: status().patrons }),
    ({ screeningId }) => fullHouse.patronLink({ screeningId }),
  );
  const link = (): Link | undefined => {
    const found = answer.latest;
    return found?.done === true ? found.value : undefined;
  };
  const problem = () => {
    const found = answer.latest;
    return found?.done === false ? problemWords(found.problem) : undefined;
  };
  const [copied, setCopied] = createSignal(false);
  const copy = async () => setCopied((await fullHouse.copyPatronLink({ screeningId: props.screeningId })).done);
  return (
    <div class="patron-link">
      <Switch fallback={<p class="soft">{texts().kiosk.link.finding}</p>}>
        <Match when={problem()}>{(words) => <p class="notice">{words()}</p>}</Match>
        <Match when={link()}>
          {(found) => (
            <>
              <svg
                class="qr"
                viewBox={`-2 -2 ${found().qr.size + 4} ${found().qr.size + 4}`}
                role="img"
                aria-label={texts().kiosk.link.code}
                shape-rendering="crispEdges"
              >
                <path d={found().qr.path} />
              </svg>
              <p class="url selectable">{found().url}</p>
              <Show when={!found().reachable}>
                <p class="notice">{texts().kiosk.link.notReachable}</p>
              </Show>
              <button type="button" onClick={() => void copy()}>
                {copied() ? texts().kiosk.link.copied : texts().kiosk.link.copy}
              </button>
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
};
