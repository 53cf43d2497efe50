import { For, Show, type Component } from 'solid-js';
import { atEnd, type Speed } from '../../../theatre/replay/pace.ts';
import { formats } from '../format.ts';
import type { NightSession } from '../night/night-session.ts';
import { texts } from '../texts.ts';

export const speeds: readonly { readonly key: string; readonly speed: Speed }[] = [
  { key: '1', speed: { kind: 'real', times: 1 } },
  { key: '2', speed: { kind: 'real', times: 10 } },
  { key: '3', speed: { kind: 'real', times: 60 } },
  { key: '4', speed: { kind: 'fixed', perSecond: 20 } },
];

export function speedName(speed: Speed): string {
  return speed.kind === 'real' ? `×${speed.times}` : texts().night.eventsASecond(speed.perSecond);
}

export interface NightTransportProps {
  readonly night: NightSession;
  readonly onStep: (by: 1 | -1) => void;
}

/** Playing, its speed, the clock of that night and the place in it. */
export const NightTransport: Component<NightTransportProps> = (props) => {
  const { night } = props;
  const isSpeed = (speed: Speed) => JSON.stringify(speed) === JSON.stringify(night.speed());
  return (
    <div class="transport">
      <button type="button" class="main play" onClick={() => night.play()}>
        {night.playing() ? texts().night.pause : texts().night.play} <kbd>{texts().kiosk.space}</kbd>
      </button>
      <button type="button" aria-label={texts().night.eventBefore} onClick={() => props.onStep(-1)}>
        ‹ <kbd>←</kbd>
      </button>
      <button type="button" aria-label={texts().night.nextEvent} onClick={() => props.onStep(1)}>
        › <kbd>→</kbd>
      </button>
      <div class="speeds" role="group" aria-label={texts().night.speed}>
        <For each={speeds}>
          {({ key, speed }) => (
            <button type="button" aria-pressed={isSpeed(speed)} onClick={() => night.setSpeed(speed)}>
              {speedName(speed)} <kbd>{key}</kbd>
            </button>
          )}
        </For>
      </div>
      <p class="night-clock number">
        <span class="soft">{formats().day(night.playhead().clock)}</span>{' '}
        <b>{formats().second(night.playhead().clock)}</b>
      </p>
      <p class="place number">
        <span class="soft">{texts().night.event}</span> <b>{night.playhead().count.toLocaleString(formats().locale)}</b>{' '}
        / {night.length().toLocaleString(formats().locale)}
      </p>
      <p class="soft passed">
        <Show
          when={night.playhead().bridge}
          fallback={atEnd(night.times, night.playhead()) ? texts().night.theEnd : ''}
        >
          {(bridge) => <>{texts().night.passedOver(bridge().to - bridge().from)}</>}
        </Show>
      </p>
      <p class="soft minutes">
        {texts().night.aMinute} <kbd>⇧</kbd>
        <kbd>←</kbd>
        <kbd>→</kbd>
      </p>
    </div>
  );
};
