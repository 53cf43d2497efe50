import { createResource, createSignal, For, onMount, Show, type Component } from 'solid-js';
import type { DayAnswer } from '../../../theatre/contract/ipc-till.ts';
import { formats, timeOn } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { nameOf } from '../house-words.ts';
import { exactMoney, varianceWords } from '../report-words.ts';
import { texts } from '../texts.ts';
import { Money, Row } from './shift-report.tsx';

/** All shifts that were opened on a day, and what they come to. */
export const DayReportPart: Component = () => {
  const [day, setDay] = createSignal(dayOf(new Date()));
  const load = async (wanted: string): Promise<DayAnswer | undefined> => {
    const answer = await fullHouse.dayReport({ day: wanted });
    return answer.done ? answer.value : undefined;
  };
  const [report] = createResource(day, load);
  let input!: HTMLInputElement;
  onMount(() => input.focus());
  return (
    <article class="report">
      <label class="day-of">
        <span>{texts().till.dayOf}</span>
        <input
          ref={(element) => (input = element)}
          type="date"
          name="day"
          value={day()}
          onInput={(event) => event.currentTarget.value !== '' && setDay(event.currentTarget.value)}
        />
      </label>
      <Show when={report()}>
        {(answer) => (
          <>
            <section>
              <h2>{texts().till.lines.shifts}</h2>
              <Show
                when={answer().report.shifts.length > 0}
                fallback={<p class="soft">{texts().till.lines.noShifts}</p>}
              >
                <table>
                  <tbody>
                    <For each={answer().report.shifts}>
                      {(shift) => (
                        <tr>
                          <th scope="row">
                            {formats().time(shift.openedAt)}–
                            {timeOn(shift.closed?.at ?? shift.openedAt, shift.openedAt)},{' '}
                            {nameOf(answer().names, shift.operator)} <span class="soft">{shift.shift}</span>
                          </th>
                          <td class="number">{exactMoney(shift.sold.amount, shift.currency)}</td>
                          <td class="number">{varianceWords(shift.closed?.variance ?? 0, shift.currency)}</td>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </Show>
            </section>
            <For each={answer().report.totals}>
              {(total) => (
                <>
                  <Money figures={total} names={answer().names} />
                  <section class="drawer">
                    <h2>{texts().till.lines.drawer}</h2>
                    <table>
                      <tbody>
                        <Row label={texts().till.paidIn}>{exactMoney(total.paidIn, total.currency)}</Row>
                        <Row label={texts().till.paidOut}>{exactMoney(-total.paidOut, total.currency)}</Row>
                        <Row label={texts().till.lines.expected} strong>
                          {exactMoney(total.expected, total.currency)}
                        </Row>
                        <Row label={texts().till.lines.countedTotal} strong>
                          {exactMoney(total.counted, total.currency)}
                        </Row>
                        <Row label={texts().till.lines.variance} strong>
                          {exactMoney(total.variance, total.currency)}
                        </Row>
                      </tbody>
                    </table>
                  </section>
                </>
              )}
            </For>
          </>
        )}
      </Show>
    </article>
  );
};

/** In this machine's own time, as a field for dates has it. */
function dayOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
