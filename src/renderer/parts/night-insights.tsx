import { For, Show, type Component } from 'solid-js';
import type { SeatId } from '../../../theatre/seating/plan.ts';
import { formats } from '../format.ts';
import type { Insights } from '../night/night-questions.ts';
import { texts } from '../texts.ts';

export interface NightInsightsProps {
  readonly insights: Insights | undefined;
  readonly onSeat: (seatId: SeatId) => void;
  readonly onTime: (at: number) => void;
}

/** What the log knows that the box office never did. */
export const NightInsights: Component<NightInsightsProps> = (props) => (
  <section class="panel insights" aria-label="What the log knows">
    <h2>What the log knows</h2>
    <Show when={props.insights} fallback={<p class="soft">When the whole night is read.</p>}>
      {(insights) => {
        const journeys = () => insights().journeys;
        return (
          <>
            <dl class="number">
              <Line name="People" value={`${journeys().people}, of whom ${journeys().bought} bought`} />
              <Line name="Left with nothing" value={`${journeys().leftWithNothing} who had held seats`} />
              <Show when={journeys().joiningToBuying}>
                {(spread) => (
                  <Line
                    name="Joining to buying"
                    value={`${texts().lapses.exact(spread().median)} for half of them, ${texts().lapses.exact(spread().ninth)} for nine in ten`}
                  />
                )}
              </Show>
              <Line
                name="Too late for a seat"
                value={`${journeys().refusedPeople} people, ${journeys().refusedSeats} attempts; ${journeys().refusedForGood} of them bought nothing`}
              />
              <Line
                name="Time ran out"
                value={`for ${journeys().seatsRunOut} seats; ${journeys().seatsTaken} went straight to somebody else`}
              />
            </dl>
            <Show when={insights().peak}>
              {(peak) => (
                <button type="button" class="quiet go" onClick={() => props.onTime(peak().at)}>
                  <time class="number">{formats().time(peak().at)}</time>
                  <span>The busiest minute: {peak().ledger} changes of seats</span>
                </button>
              )}
            </Show>
            <Show when={insights().hottest.length > 0}>
              <h2>Most hesitated over</h2>
              <ol>
                <For each={insights().hottest}>
                  {({ seatId, letGo, refusals, heldMs }) => (
                    <li>
                      <button type="button" class="quiet go" onClick={() => props.onSeat(seatId)}>
                        <b>{seatId}</b>
                        <span>
                          let go {letGo}×, refused {refusals}×, held {texts().lapses.exact(heldMs)}
                        </span>
                      </button>
                    </li>
                  )}
                </For>
              </ol>
            </Show>
          </>
        );
      }}
    </Show>
  </section>
);

const Line: Component<{ name: string; value: string }> = (props) => (
  <div>
    <dt>{props.name}</dt>
    <dd>{props.value}</dd>
  </div>
);
