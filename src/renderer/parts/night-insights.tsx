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
  <section class="panel insights" aria-label={texts().night.insights.heading}>
    <h2>{texts().night.insights.heading}</h2>
    <Show when={props.insights} fallback={<p class="soft">{texts().night.insights.whenRead}</p>}>
      {(insights) => {
        const journeys = () => insights().journeys;
        return (
          <>
            <dl class="number">
              <Line
                name={texts().night.insights.people}
                value={texts().night.insights.bought(journeys().people, journeys().bought)}
              />
              <Line
                name={texts().night.insights.leftWithNothing}
                value={texts().night.insights.hadHeld(journeys().leftWithNothing)}
              />
              <Show when={journeys().joiningToBuying}>
                {(spread) => (
                  <Line
                    name={texts().night.insights.joiningToBuying}
                    value={texts().night.insights.spread(spread().median, spread().ninth)}
                  />
                )}
              </Show>
              <Line
                name={texts().night.insights.tooLate}
                value={texts().night.insights.refused(
                  journeys().refusedPeople,
                  journeys().refusedSeats,
                  journeys().refusedForGood,
                )}
              />
              <Line
                name={texts().night.insights.ranOut}
                value={texts().night.insights.ranOutSeats(journeys().seatsRunOut, journeys().seatsTaken)}
              />
            </dl>
            <Show when={insights().peak}>
              {(peak) => (
                <button type="button" class="quiet go" onClick={() => props.onTime(peak().at)}>
                  <time class="number">{formats().time(peak().at)}</time>
                  <span>{texts().night.insights.busiest(peak().ledger)}</span>
                </button>
              )}
            </Show>
            <Show when={insights().hottest.length > 0}>
              <h2>{texts().night.insights.hesitated}</h2>
              <ol>
                <For each={insights().hottest}>
                  {({ seatId, letGo, refusals, heldMs }) => (
                    <li>
                      <button type="button" class="quiet go" onClick={() => props.onSeat(seatId)}>
                        <b>{seatId}</b>
                        <span>{texts().night.insights.fought(letGo, refusals, heldMs)}</span>
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
