import { Match, Show, Switch, type Component, type JSX } from 'solid-js';
import { languageNames } from '../../../theatre/contract/catalogue/index.ts';
import { formats } from '../format.ts';
import { status } from '../house.ts';
import { nextLanguage, setLanguage, texts } from '../texts.ts';
import { Bell } from './bell.tsx';

/** At the foot of every view: whether the log answers, and where patrons find the house. */
export const StatusLine: Component<{ onHelp: () => void; onHealth: () => void; children?: JSX.Element }> = (props) => {
  const log = () => status().log;
  const patrons = () => status().patrons;
  return (
    <footer class="status-line">
      <span class="lamp" data-is={log().is} id="log-status" role="status">
        <Switch fallback={texts().kiosk.log.connected}>
          <Match when={log().is === 'starting'}>{texts().kiosk.log.starting}</Match>
          <Match when={lostSince()}>{(since) => <>{texts().kiosk.log.lostSince(formats().second(since()))}</>}</Match>
          <Match when={log().is === 'revoked'}>{texts().kiosks.revokedLine}</Match>
          <Match when={log().is === 'replaced'}>{texts().kiosk.log.replaced}</Match>
          <Match when={failure()}>
            {(problem) => <span title={problem()}>{texts().kiosk.log.failed(problem())}</span>}
          </Match>
        </Switch>
      </span>
      <span class="lamp" data-is={patrons().is} id="patrons-status">
        <Switch>
          <Match when={patrons().is === 'starting'}>{texts().kiosk.patrons.starting}</Match>
          <Match when={openUrl()}>
            {(url) => (
              <>
                {texts().kiosk.patrons.openAt} <span class="selectable">{url()}</span>
              </>
            )}
          </Match>
          <Match when={down()}>
            {(problem) => <span title={problem()()}>{texts().kiosk.patrons.down(problem()())}</span>}
          </Match>
        </Switch>
      </span>
      <Show when={status().update}>{(version) => <span id="update">{texts().updates.ready(version())}</span>}</Show>
      <span class="push" />
      <Bell onHealth={props.onHealth} />
      {props.children}
      <button type="button" class="quiet" lang={nextLanguage()} onClick={() => setLanguage(nextLanguage())}>
        {languageNames[nextLanguage()]} <kbd>F12</kbd>
      </button>
      <Show when={log().is !== 'failed'}>
        <button type="button" class="quiet" onClick={() => props.onHelp()}>
          {texts().kiosk.keys} <kbd>?</kbd>
        </button>
      </Show>
    </footer>
  );
};

export function lostSince(): number | undefined {
  const { log } = status();
  return log.is === 'lost' ? log.since : undefined;
}

function failure(): string | undefined {
  const { log } = status();
  return log.is === 'failed' ? log.problem : undefined;
}

function openUrl(): string | undefined {
  const { patrons } = status();
  return patrons.is === 'open' ? patrons.url : undefined;
}

/** Whether it is, with what it said itself. */
function down(): (() => string) | undefined {
  const { patrons } = status();
  return patrons.is === 'down' ? () => patrons.problem : undefined;
}
