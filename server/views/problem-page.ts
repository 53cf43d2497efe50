/** For a person who followed a link that leads nowhere, or to something that is not to be had now. */
import { formatsFor, type Formats } from '../../theatre/contract/formats.ts';
import { documentHtml } from './document.ts';
import { html } from './html.ts';

export interface ProblemPage {
  readonly status: number;
  readonly title: string;
  /** A sentence or two, for a person. */
  readonly detail: string;
}

export function problemHtml({ status, title, detail }: ProblemPage, formats: Formats = formatsFor()): string {
  return documentHtml({
    title: `${title} · Full House`,
    locale: formats.locale,
    kind: 'problem',
    styles: ['/assets/pages.css'],
    body: html`<header class="top"><a class="home" href="/">Full House</a></header>
      <main>
        <p class="label">${status}</p>
        <h1>${title}</h1>
        <p>${detail}</p>
        <p class="onwards"><a href="/">To the programme</a></p>
      </main>`,
  });
}
