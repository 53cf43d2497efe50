/** For a person who followed a link that leads nowhere, or to something that is not to be had now. */
import { wordingFor, type Wording } from '../../theatre/contract/wording.ts';
import { documentHtml, switchHtml } from './document.ts';
import { html } from './html.ts';

export interface ProblemPage {
  readonly status: number;
  readonly title: string;
  /** A sentence or two, for a person. */
  readonly detail: string;
}

export function problemHtml({ status, title, detail }: ProblemPage, wording: Wording = wordingFor('en')): string {
  const { pages } = wording.texts;
  return documentHtml({
    title: pages.titled(title),
    wording,
    kind: 'problem',
    styles: ['/assets/pages.css'],
    body: html`<header class="top"><a class="home" href="/">${pages.name}</a>${switchHtml(wording)}</header>
      <main>
        <p class="label">${status}</p>
        <h1>${title}</h1>
        <p>${detail}</p>
        <p class="onwards"><a href="/">${pages.toProgramme}</a></p>
      </main>`,
  });
}
