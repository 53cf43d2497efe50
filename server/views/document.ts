/** The frame of every page: head, styles and scripts. Nothing is inline: the policy of the pages allows none. */
import { languageNames, languages } from '../../theatre/contract/catalogue/index.ts';
import type { Wording } from '../../theatre/contract/wording.ts';
import { escape, html, raw, type Html } from './html.ts';

export interface Document {
  readonly title: string;
  readonly wording: Wording;
  readonly body: Html;
  /** Names what kind of page it is, for the stylesheet. */
  readonly kind: 'programme' | 'screening' | 'board' | 'order' | 'ticket-page' | 'door' | 'staff' | 'problem';
  /** More stylesheets. Defaults to none. */
  readonly styles?: readonly string[];
  /** Whether the page follows a stream. Defaults to false: no script is loaded. */
  readonly live?: boolean;
  /** What its script says. Defaults to what a page that follows says. */
  readonly words?: Readonly<Record<string, string>>;
  /** Epoch milliseconds by the server's clock when the page was made, for countdowns. */
  readonly now?: number;
}

/** Indicators bring a style element, eval a hole in the policy, and history would swap pages under a stream. */
const htmxConfig = JSON.stringify({
  allowEval: false,
  includeIndicatorCSS: false,
  history: false,
  // What the page's script sets by itself.
  morphIgnore: ['data-htmx-powered', 'tabindex'],
  sse: { reconnectMaxDelay: 10_000, connectTimeout: 10_000 },
});

export function documentHtml({ title, wording, body, kind, styles = [], live = false, words, now }: Document): string {
  const said = words ?? (live ? wording.texts.script : undefined);
  return html`<!doctype html>
    <html lang="${wording.formats.locale}" ${now !== undefined && raw(` data-now="${now}"`)}>
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#f4f0ea" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#13101a" media="(prefers-color-scheme: dark)" />
        <meta name="htmx-config" content="${htmxConfig}" />
        <title>${title}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        ${['/assets/tokens.css', '/assets/patron.css', ...styles].map((href) => html`<link rel="stylesheet" href="${href}" />`)}
      </head>
      <body class="${kind}" ${said && raw(` data-words="${escape(JSON.stringify(said))}"`)}>
        ${body}
        ${
          // Not deferred: htmx looks at the page once it is whole, and must know the extension by then.
          live &&
          html`<script src="/assets/htmx.min.js"></script>
            <script src="/assets/hx-sse.min.js"></script>
            <script src="/assets/patron.js" type="module"></script>`
        }
      </body>
    </html> `.text;
}

/**
 * Where a page says that what it shows may be old. Until its stream is open it says, after a while, that the page is not all there: on bad
 * reception a script may be what did not arrive, and without it nothing moves and no tap is heard.
 */
export function lineHtml({ texts }: Wording, live = true): Html {
  const { unready, again } = texts.pages;
  return live
    ? html`<div id="line" role="status" class="unready">${unready} <a href="">${again}</a></div>`
    : html`<div id="line" role="status"></div>`;
}

/** A link to the same page in the other language; `address` where the page has a query to keep. */
export function switchHtml({ language, texts }: Wording, address = ''): Html {
  const others = languages.filter((other) => other !== language);
  return html`<nav class="languages" aria-label="${texts.pages.language}">
    ${others.map(
      (other) =>
        html`<a href="${address}${address.includes('?') ? '&' : '?'}lang=${other}" lang="${other}" hreflang="${other}"
          >${languageNames[other]}</a
        >`,
    )}
  </nav>`;
}
