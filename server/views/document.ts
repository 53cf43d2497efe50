/** The frame of every page: head, styles and scripts. Nothing is inline: the policy of the pages allows none. */
import { phoneWords } from '../../theatre/contract/words.ts';
import { escape, html, raw, type Html } from './html.ts';

export interface Document {
  readonly title: string;
  /** BCP 47. */
  readonly locale: string;
  readonly body: Html;
  /** Names what kind of page it is, for the stylesheet. */
  readonly kind: 'programme' | 'screening' | 'board' | 'order' | 'ticket-page' | 'door' | 'staff' | 'problem';
  /** More stylesheets. Defaults to none. */
  readonly styles?: readonly string[];
  /** Whether the page follows a stream. Defaults to false: no script is loaded. */
  readonly live?: boolean;
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

export function documentHtml({ title, locale, body, kind, styles = [], live = false, now }: Document): string {
  return html`<!doctype html>
    <html lang="${locale}" ${now !== undefined && raw(` data-now="${now}"`)}>
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#f4f0ea" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#15121c" media="(prefers-color-scheme: dark)" />
        <meta name="htmx-config" content="${htmxConfig}" />
        <title>${title}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        ${['/assets/tokens.css', '/assets/patron.css', ...styles].map((href) => html`<link rel="stylesheet" href="${href}" />`)}
      </head>
      <body class="${kind}" ${live && raw(` data-words="${escape(JSON.stringify(phoneWords))}"`)}>
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
