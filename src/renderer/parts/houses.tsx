import { For, Show, type Component } from 'solid-js';
import type { KiosksView, MachineLine } from '../../../theatre/contract/ipc-kiosks.ts';
import { formats, timeLeft } from '../format.ts';
import { useNow } from '../now.ts';
import { isManager } from '../session.ts';
import { texts } from '../texts.ts';

type Own = Extract<KiosksView, { is: 'own' }>;
type Joined = Extract<KiosksView, { is: 'joined' }>;

interface OwnHouseProps {
  readonly house: Own;
  readonly told: string;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly onEndCode: () => void;
  readonly onRevoke: (machine: MachineLine) => void;
  readonly onJoin: () => void;
}

/** This kiosk's own house, and the machines that were let into it. */
export const OwnHouse: Component<OwnHouseProps> = (props) => {
  const now = useNow();
  const said = () => {
    const { last } = props.house;
    if (last?.end === 'used') return texts().kiosks.used(last.name);
    if (last?.end === 'expired') return texts().kiosks.expired;
    if (last?.end === 'tried-out') return texts().kiosks.triedOut;
    return props.told === '' && !isManager() ? texts().kiosks.onlyManagers : props.told;
  };
  return (
    <>
      <p class="soft said" role="status">
        {said()}
      </p>
      <Show
        when={props.house.open}
        fallback={
          <section>
            <p class="large">{texts().kiosks.closed}</p>
            <p class="soft">{texts().kiosks.closedWhy}</p>
            <div class="actions">
              <Show when={isManager()}>
                <button type="button" class="main" onClick={() => props.onOpen()}>
                  {texts().kiosks.open} <kbd>O</kbd>
                </button>
                <button type="button" onClick={() => props.onJoin()}>
                  {texts().kiosks.join} <kbd>J</kbd>
                </button>
              </Show>
            </div>
          </section>
        }
      >
        <Show when={props.house.code} fallback={<Addresses addresses={props.house.addresses} />}>
          {(code) => (
            <section class="pairing-code" aria-label={texts().kiosks.code}>
              <p>{texts().kiosks.codeTitle}</p>
              <dl>
                <dt>{texts().kiosks.address}</dt>
                <dd class="selectable address">{props.house.addresses[0]}</dd>
                <dt>{texts().kiosks.code}</dt>
                <dd class="selectable code" id="pairing-code">
                  {code().text}
                </dd>
              </dl>
              <p class="soft">{texts().kiosks.codeLeft(timeLeft(code().until - now()), code().triesLeft)}</p>
              <button type="button" onClick={() => props.onEndCode()}>
                {texts().kiosks.endCode}
              </button>
            </section>
          )}
        </Show>
        <section>
          <h2>{texts().kiosks.machines}</h2>
          <Show when={props.house.machines.length > 0} fallback={<p class="soft">{texts().kiosks.nobody}</p>}>
            <ul class="machines rows">
              <For each={props.house.machines}>
                {(machine) => (
                  <li>
                    <button
                      type="button"
                      data-id={machine.id}
                      title={texts().kiosks.keyRevoke}
                      onClick={() => props.onRevoke(machine)}
                    >
                      <b>{machine.name}</b>
                      <span>{texts().kiosks.roles[machine.role]}</span>
                      <span class="soft">{texts().kiosks.since(formats().day(machine.since))}</span>
                      <span class="lamp" data-is={machine.connected ? 'connected' : 'away'}>
                        {machine.connected ? texts().kiosks.connected : texts().kiosks.away}
                      </span>
                      <span>
                        {texts().kiosks.revoke} <kbd>X</kbd>
                      </span>
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </section>
        <Show when={isManager()}>
          <div class="actions">
            <button type="button" onClick={() => props.onClose()}>
              {texts().kiosks.close}
            </button>
          </div>
        </Show>
      </Show>
    </>
  );
};

const Addresses: Component<{ addresses: readonly string[] }> = (props) => (
  <section>
    <Show when={props.addresses.length > 0} fallback={<p class="notice bad">{texts().kiosks.noNetwork}</p>}>
      <p>
        {texts().kiosks.opened} <span class="selectable address">{props.addresses.slice(0, 3).join(' · ')}</span>
      </p>
    </Show>
  </section>
);

/** The house of another kiosk. */
export const JoinedHouse: Component<{ house: Joined; may: boolean; onLeave: () => void; onJoin: () => void }> = (
  props,
) => (
  <section>
    <Show
      when={props.house.revoked}
      fallback={
        <>
          <p class="large">{texts().kiosks.joined(props.house.address, props.house.name)}</p>
          <p class="soft">{texts().kiosks.joinedSince(formats().day(props.house.since))}</p>
        </>
      }
    >
      <div class="was-revoked" role="alert">
        <p class="large">{texts().kiosks.revokedTitle}</p>
        <p>{texts().kiosks.revokedWhy}</p>
      </div>
    </Show>
    <Show when={props.may}>
      <div class="actions">
        <Show when={props.house.revoked}>
          <button type="button" class="main" onClick={() => props.onJoin()}>
            {texts().kiosks.join} <kbd>J</kbd>
          </button>
        </Show>
        <button type="button" onClick={() => props.onLeave()}>
          {texts().kiosks.leave} <kbd>L</kbd>
        </button>
      </div>
    </Show>
  </section>
);
