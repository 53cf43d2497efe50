import { createEffect, createSignal, Match, onMount, Show, Switch, type Component } from 'solid-js';
import type { WhyLost } from '../../../theatre/replay/why-lost.ts';
import type { SeatId } from '../../../theatre/seating/plan.ts';
import { formats } from '../format.ts';
import { useKeys, type KeyBinding } from '../keys.ts';
import type { Insights, SeatAnswer, ViewerAnswer } from '../night/night-questions.ts';
import { createNightSession, type NightSession, type Opened } from '../night/night-session.ts';
import { markSeats } from '../night/mark-seats.ts';
import { minutesOn, nextPlace } from '../night/timeline.ts';
import { Feed } from '../parts/feed.tsx';
import { ExportDialog, WhyDialog } from '../parts/night-dialogs.tsx';
import { NightFigures } from '../parts/night-figures.tsx';
import { NightFind } from '../parts/night-find.tsx';
import { NightInsights } from '../parts/night-insights.tsx';
import { NightScrubber } from '../parts/night-scrubber.tsx';
import { NightStory } from '../parts/night-story.tsx';
import { NightTransport, speedName, speeds } from '../parts/night-transport.tsx';
import { WhatIfDialog } from '../parts/night-what-if.tsx';
import { SeatMap } from '../parts/seat-map.tsx';
import { texts } from '../texts.ts';

export interface NightViewProps {
  readonly screeningId: string;
  readonly onBack: () => void;
}

/** One screening's night again: any instant of it, and what it was that happened. Nothing here changes anything. */
export const NightView: Component<NightViewProps> = (props) => {
  const night = createNightSession(props.screeningId);
  const problem = () => {
    const now = night.reading();
    return now.is === 'failed' ? now.problem : undefined;
  };
  return (
    <Switch fallback={<Waiting words={texts().night.reading} night={night} onBack={props.onBack} />}>
      <Match when={night.opened()}>{(opened) => <Night {...opened()} night={night} onBack={props.onBack} />}</Match>
      <Match when={problem()}>{(words) => <Waiting words={words()} night={night} onBack={props.onBack} />}</Match>
    </Switch>
  );
};

const Waiting: Component<{ words: string; night: NightSession; onBack: () => void }> = (props) => {
  useKeys(() => [
    { keys: ['Escape'], cap: 'Esc', does: texts().night.back, run: () => props.onBack() },
    { keys: ['r'], cap: 'R', does: texts().night.readAgain, run: () => props.night.readOn() },
  ]);
  return (
    <main class="empty">
      <p class="large">{props.words}</p>
      <button type="button" onClick={() => props.night.readOn()} disabled={props.night.reading().is === 'reading'}>
        {texts().night.readAgain} <kbd>R</kbd>
      </button>
      <button type="button" onClick={() => props.onBack()}>
        {texts().night.back} <kbd>Esc</kbd>
      </button>
    </main>
  );
};

type Dialog = { readonly is: 'export' | 'what-if' } | { readonly is: 'why'; readonly why: WhyLost };

const Night: Component<Opened & { night: NightSession; onBack: () => void }> = (props) => {
  const { night, whole } = props;
  const { shown } = props.store;
  const [story, setStory] = createSignal<SeatAnswer | ViewerAnswer>();
  const [insights, setInsights] = createSignal<Insights>();
  const [heat, setHeat] = createSignal(false);
  const [dialog, setDialog] = createSignal<Dialog>();
  const nothing: ReadonlySet<SeatId> = new Set();
  let focusScrubber = (): void => undefined;
  let focusFind = (): void => undefined;

  const pick = async (asked: Promise<SeatAnswer | ViewerAnswer>) => setStory(await asked);
  const pickSeat = (seatId: SeatId) => void pick(night.folder.ask('seat', { seatId }));
  const pickViewer = (viewerId: string) => void pick(night.folder.ask('viewer', { viewerId }));
  const why = async (viewerId: string, seatId: SeatId) =>
    setDialog({ is: 'why', why: await night.folder.ask('why', { viewerId, seatId }) });

  /** An event further, or the next one of what is looked at alone. */
  const step = (by: 1 | -1) => {
    night.pause();
    const { count } = night.playhead();
    const chosen = story();
    const place = chosen
      ? nextPlace(
          chosen.lines.map((line) => line.count),
          count,
          by,
        )
      : count + by;
    if (place !== undefined) night.seek(place);
  };
  const minute = (by: 1 | -1) => {
    night.pause();
    night.seek(minutesOn(night.times, night.playhead().count, by));
  };
  const end = (count: number) => {
    night.pause();
    night.seek(count);
  };
  const back = () => {
    if (story()) setStory(undefined);
    else props.onBack();
  };
  const toggleHeat = () => setHeat((is) => !is);

  // Asked anew when more was read.
  createEffect(() => {
    if (night.reading().is !== 'read') return;
    void night.folder.ask('insights', {}).then(setInsights);
    const chosen = story();
    if (chosen?.is === 'seat') pickSeatAgain(chosen.seatId);
  });
  const pickSeatAgain = (seatId: SeatId) =>
    void night.folder.ask('seat', { seatId }).then((answer) => {
      const now = story();
      if (now?.is === 'seat' && now.seatId === seatId && now.lines.length !== answer.lines.length) setStory(answer);
    });
  markSeats('data-heat', () => (heat() ? (insights()?.heat ?? []) : []));
  markSeats('data-chosen', () => {
    const chosen = story();
    const seatIds = chosen?.is === 'seat' ? [chosen.seatId] : seatsOf(chosen);
    return seatIds.map((seatId) => [seatId, '']);
  });
  onMount(() => focusScrubber());

  const keys = (): readonly KeyBinding[] => [
    { keys: [' '], cap: texts().kiosk.space, does: texts().night.playOrPause },
    { keys: ['p'], cap: 'P', does: texts().night.playAnywhere, run: () => night.play() },
    { keys: ['ArrowLeft', 'ArrowRight'], cap: '← →', does: texts().night.eventOnMap },
    { keys: ['ArrowLeft', 'ArrowRight'], cap: '⇧ ← →', does: texts().night.minuteEither },
    { keys: [','], cap: ',', does: texts().night.eventBack, run: () => step(-1) },
    { keys: ['.'], cap: '.', does: texts().night.eventOn, run: () => step(1) },
    { keys: ['PageUp'], cap: 'Page ↑', does: texts().night.minuteBack, run: () => minute(-1) },
    { keys: ['PageDown'], cap: 'Page ↓', does: texts().night.minuteOn, run: () => minute(1) },
    { keys: ['Home'], cap: 'Home', does: texts().night.toOpening, run: () => end(night.opening()) },
    { keys: ['End'], cap: 'End', does: texts().night.toEnd, run: () => end(night.length()) },
    ...speeds.map(({ key, speed }): KeyBinding => ({
      keys: [key],
      cap: key,
      does: texts().night.speedOf(speedName(speed)),
      run: () => night.setSpeed(speed),
    })),
    { keys: ['f'], cap: 'F', does: texts().night.find, run: () => focusFind() },
    { keys: ['t'], cap: 'T', does: texts().night.toScrubber, run: () => focusScrubber() },
    { keys: ['h'], cap: 'H', does: texts().night.heat.key, run: toggleHeat },
    { keys: ['w'], cap: 'W', does: texts().night.whatIf.key, run: () => setDialog({ is: 'what-if' }) },
    { keys: ['e'], cap: 'E', does: texts().night.exporting.button, run: () => setDialog({ is: 'export' }) },
    { keys: ['r'], cap: 'R', does: texts().night.readSince, run: () => night.readOn() },
    { keys: ['Escape'], cap: 'Esc', does: texts().night.back, run: back, whileTyping: true },
  ];
  useKeys(keys);

  /** Keys that the map, a field or a button may have taken already. */
  const keydown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : undefined;
    if (target?.closest('dialog, input')) return;
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : undefined;
    if (by !== undefined) (event.shiftKey ? minute : step)(by);
    else if (event.key === ' ' && !target?.closest('button')) night.play();
    else return;
    event.preventDefault();
  };

  const chosenName = () => {
    const chosen = story();
    if (!chosen) return undefined;
    return chosen.is === 'seat' ? chosen.seatId : texts().viewers.name(chosen.viewerId);
  };
  return (
    <main class="night" onKeyDown={keydown} data-heat={heat()}>
      <header class="sell-head">
        <button type="button" class="quiet" onClick={() => props.onBack()}>
          ← {texts().night.back} <kbd>Esc</kbd>
        </button>
        <h1>{whole.title}</h1>
        <p class="soft">{texts().night.again(formats().evening(Date.parse(whole.startsAt)))}</p>
        <ReadingLine night={night} />
        <button type="button" aria-pressed={heat()} onClick={toggleHeat}>
          {texts().night.heat.button} <kbd>H</kbd>
        </button>
        <button type="button" onClick={() => setDialog({ is: 'what-if' })}>
          {texts().night.whatIf.button} <kbd>W</kbd>
        </button>
        <button type="button" onClick={() => setDialog({ is: 'export' })}>
          {texts().night.exporting.button} <kbd>E</kbd>
        </button>
      </header>
      <div class="night-then">
        <NightFigures figures={night.picture()?.figures} at={night.picture()?.at ?? 0} />
        <Feed lines={shown.feed} />
      </div>
      <SeatMap whole={whole} shown={shown} past onToggle={pickSeat} pending={nothing} focus={() => undefined} />
      <Show when={heat()}>
        <p class="heat-legend">
          {texts().night.heat.least} <i data-heat="1" />
          <i data-heat="2" />
          <i data-heat="3" />
          <i data-heat="4" />
          <i data-heat="5" /> {texts().night.heat.most}
        </p>
      </Show>
      <div class="night-side">
        <NightFind
          folder={night.folder}
          onSeat={(seatId) => {
            pickSeat(seatId);
            focusScrubber();
          }}
          onViewer={(viewerId) => {
            pickViewer(viewerId);
            focusScrubber();
          }}
          focus={(take) => (focusFind = take)}
        />
        <Show
          when={story()}
          fallback={<NightInsights insights={insights()} onSeat={pickSeat} onTime={(at) => night.seekTime(at)} />}
        >
          {(chosen) => (
            <NightStory
              story={chosen()}
              count={night.picture()?.count ?? 0}
              onPlace={end}
              onSeat={pickSeat}
              onViewer={pickViewer}
              onWhy={(viewerId, seatId) => void why(viewerId, seatId)}
              onClose={() => setStory(undefined)}
            />
          )}
        </Show>
      </div>
      <footer class="night-deck">
        <NightTransport night={night} onStep={step} />
        <NightScrubber
          night={night}
          chosen={story()?.lines ?? []}
          chosenName={chosenName()}
          focus={(take) => (focusScrubber = take)}
        />
      </footer>
      <Show when={dialog()}>
        {(open) => (
          <Switch>
            <Match when={open().is === 'export'}>
              <ExportDialog screeningId={whole.screeningId} onClose={() => setDialog(undefined)} />
            </Match>
            <Match when={open().is === 'what-if'}>
              <WhatIfDialog folder={night.folder} onClose={() => setDialog(undefined)} />
            </Match>
            <Match when={whyOf(open())}>
              {(answer) => <WhyDialog whole={whole} why={answer()} onClose={() => setDialog(undefined)} />}
            </Match>
          </Switch>
        )}
      </Show>
    </main>
  );
};

const ReadingLine: Component<{ night: NightSession }> = (props) => {
  const words = () => {
    const now = props.night.reading();
    switch (now.is) {
      case 'reading':
        return texts().night.readOf(now.read, now.total);
      case 'failed':
        return now.problem;
      case 'read':
        return now.skipped === 0 ? texts().night.allRead : texts().night.notRead(now.skipped);
      default:
        return now satisfies never;
    }
  };
  return (
    <div class="reading" data-is={props.night.reading().is}>
      <span class="number">{words()}</span>
      <button
        type="button"
        class="quiet"
        disabled={props.night.reading().is === 'reading'}
        onClick={() => props.night.readOn()}
      >
        {texts().night.readOn} <kbd>R</kbd>
      </button>
    </div>
  );
};

/** Seats that a viewer bought or lost: where on the map their night was. */
function seatsOf(chosen: ViewerAnswer | undefined): readonly SeatId[] {
  return [...new Set(chosen?.lines.flatMap((line) => ('seatIds' in line ? line.seatIds : [])))];
}

function whyOf(open: Dialog): WhyLost | undefined {
  return open.is === 'why' ? open.why : undefined;
}
