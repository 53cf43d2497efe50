/** An answer about a past night, to read and to print: a heading, sentences, and lines with their times. */
import type { Wording } from '../../theatre/contract/wording.ts';
import { documentHtml } from './document.ts';
import { html } from './html.ts';

export interface NightAnswer {
  readonly heading: string;
  /** Of the screening. */
  readonly title: string;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly sentences: readonly string[];
  /** Defaults to none. */
  readonly lines?: readonly { readonly at: number; readonly words: string }[];
  /** In small print below. Defaults to none. */
  readonly notes?: readonly string[];
}

export function nightAnswerHtml(answer: NightAnswer, wording: Wording): string {
  const { texts, formats } = wording;
  const { heading, title, startsAt, sentences, lines = [], notes = [] } = answer;
  return documentHtml({
    title: texts.pages.titled(heading),
    wording,
    kind: 'problem',
    styles: ['/assets/pages.css'],
    body: html`<header class="top"><p class="home">${texts.pages.name}</p></header>
      <main class="night-answer">
        <p class="label">${title} · ${formats.evening(Date.parse(startsAt))}</p>
        <h1>${heading}</h1>
        ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
        ${
          lines.length > 0 &&
          html`<table>
            <caption class="unseen">
              ${heading}
            </caption>
            <tbody>
              ${lines.map(
                ({ at, words }) =>
                  html`<tr>
                    <td>
                      ${formats.day(at)} <time datetime="${new Date(at).toISOString()}">${formats.second(at)}</time>
                    </td>
                    <td>${words}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
        }
        ${notes.map((note) => html`<p class="note">${note}</p>`)}
      </main>`,
  });
}
