import { For, Match, Show, Switch, type Component, type JSX } from 'solid-js';
import type { SeatLine, ViewerLine } from '../../../theatre/replay/story.ts';
import { viewerColor } from '../../../theatre/screening/viewer.ts';
import type { SeatId } from '../../../theatre/seating/plan.ts';
import { formats } from '../format.ts';
import type { SeatAnswer, ViewerAnswer } from '../night/night-questions.ts';
import { texts } from '../texts.ts';

export interface NightStoryProps {
  readonly story: SeatAnswer | ViewerAnswer;
  /** The place that is looked at. */
  readonly count: number;
  readonly onPlace: (count: number) => void;
  readonly onSeat: (seatId: SeatId) => void;
  readonly onViewer: (viewerId: string) => void;
  readonly onWhy: (viewerId: string, seatId: SeatId) => void;
  readonly onClose: () => void;
}

/** A seat's whole story, or a viewer's: each line leads to its place in the night. */
export const NightStory: Component<NightStoryProps> = (props) => (
  <section class="panel story" aria-label={texts().night.story.label}>
    <Switch>
      <Match when={props.story.is === 'seat' && props.story}>
        {(story) => (
          <>
            <Head title={story().seatId} kind={texts().night.story.seat} onClose={props.onClose} />
            <p class="soft">{hesitationWords(story())}</p>
            <Lines {...props} lines={story().lines} empty={texts().night.story.nothingOfSeat}>
              {(line: SeatLine) => <SeatEnd line={line} seatId={story().seatId} {...props} />}
            </Lines>
          </>
        )}
      </Match>
      <Match when={props.story.is === 'viewer' && props.story}>
        {(story) => (
          <>
            <Head
              title={texts().viewers.name(story().viewerId)}
              kind={story().viewerId.startsWith('kiosk') ? texts().night.story.counter : texts().night.story.patron}
              by={viewerColor(story().viewerId)}
              onClose={props.onClose}
            />
            <Lines {...props} lines={story().lines} empty={texts().night.story.nothingOfViewer}>
              {(line: ViewerLine) => <ViewerEnd line={line} viewerId={story().viewerId} {...props} />}
            </Lines>
          </>
        )}
      </Match>
    </Switch>
  </section>
);

const Head: Component<{ title: string; kind: string; by?: string; onClose: () => void }> = (props) => (
  <header>
    <h2>{props.kind}</h2>
    <h1>
      <Show when={props.by}>
        <i class="dot" data-by={props.by} aria-hidden="true" />{' '}
      </Show>
      {props.title}
    </h1>
    <button type="button" class="quiet" onClick={() => props.onClose()}>
      {texts().kiosk.close} <kbd>Esc</kbd>
    </button>
  </header>
);

interface LinesProps<L extends SeatLine | ViewerLine> {
  readonly lines: readonly L[];
  readonly count: number;
  readonly empty: string;
  readonly onPlace: (count: number) => void;
  readonly children: (line: L) => JSX.Element;
}

function Lines<L extends SeatLine | ViewerLine>(props: LinesProps<L>) {
  return (
    <Show when={props.lines.length > 0} fallback={<p>{props.empty}</p>}>
      <ol>
        <For each={props.lines}>
          {(line) => (
            <li
              data-kind={line.kind}
              data-when={line.count > props.count ? 'later' : 'past'}
              aria-current={line.count === props.count ? 'step' : undefined}
            >
              <button type="button" class="quiet go" onClick={() => props.onPlace(line.count)}>
                <time class="number">{formats().second(line.at)}</time>
                <span>{wordsOf(line)}</span>
              </button>
              <span class="ends">{props.children(line)}</span>
            </li>
          )}
        </For>
      </ol>
    </Show>
  );
}

function wordsOf(line: SeatLine | ViewerLine): string {
  // Only a seat's line knows how many were looking.
  return 'viewers' in line ? texts().stories.seatLine(line) : capital(texts().stories.viewerLine(line));
}

type SeatEndProps = Pick<NightStoryProps, 'onViewer' | 'onWhy'> & { line: SeatLine; seatId: SeatId };

const SeatEnd: Component<SeatEndProps> = (props) => {
  const who = () => ('viewerId' in props.line ? props.line.viewerId : undefined);
  return (
    <Show when={who()}>
      {(viewerId) => (
        <>
          <Show when={props.line.kind === 'lost' || props.line.kind === 'refused'}>
            <Small
              label={texts().night.story.whyNot(viewerId(), props.seatId)}
              text={texts().night.story.why}
              onClick={() => props.onWhy(viewerId(), props.seatId)}
            />
          </Show>
          <Small
            label={texts().night.story.of(texts().viewers.name(viewerId()))}
            text={texts().night.story.who}
            onClick={() => props.onViewer(viewerId())}
          />
        </>
      )}
    </Show>
  );
};

type ViewerEndProps = Pick<NightStoryProps, 'onSeat' | 'onWhy'> & { line: ViewerLine; viewerId: string };

const ViewerEnd: Component<ViewerEndProps> = (props) => {
  const seatIds = () => ('seatIds' in props.line ? props.line.seatIds.slice(0, 4) : []);
  const missed = () => props.line.kind === 'lost' || props.line.kind === 'refused';
  return (
    <For each={seatIds()}>
      {(seatId) => (
        <>
          <Small label={texts().night.story.of(seatId)} text={seatId} onClick={() => props.onSeat(seatId)} />
          <Show when={missed()}>
            <Small
              label={texts().night.story.whyNot(props.viewerId, seatId)}
              text={texts().night.story.why}
              onClick={() => props.onWhy(props.viewerId, seatId)}
            />
          </Show>
        </>
      )}
    </For>
  );
};

const Small: Component<{ label: string; text: string; onClick: () => void }> = (props) => (
  <button type="button" class="small" aria-label={props.label} onClick={() => props.onClick()}>
    {props.text}
  </button>
);

function hesitationWords({ hesitation: { chosen, letGo, refusals, suitors, heldMs } }: SeatAnswer): string {
  if (chosen === 0 && refusals === 0) return texts().night.story.nobodyWanted;
  return texts().night.story.wanted(suitors, chosen, letGo, refusals, heldMs);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
