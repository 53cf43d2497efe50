/** What a page is about: title, time and house. Staff may amend the first two at any time, and every screen follows. */
import type { Wording } from '../../theatre/contract/wording.ts';
import type { ScreeningState } from '../../theatre/screening/state.ts';
import { html, raw, type Html } from './html.ts';
import { MORPH, type Oob } from './oob.ts';

export function whatHtml({ title, startsAt, index }: ScreeningState, { formats }: Wording, oob: Oob = ''): Html {
  return html`<div id="what" class="what" ${raw(oob)}>
    <h1>${title}</h1>
    <p class="when">
      <time datetime="${startsAt}">${formats.evening(Date.parse(startsAt))}</time> · ${index.plan.name}
    </p>
  </div>`;
}

export function whatPatch(before: ScreeningState, after: ScreeningState, wording: Wording): string {
  if (before.title === after.title && before.startsAt === after.startsAt) return '';
  return whatHtml(after, wording, MORPH).text;
}
