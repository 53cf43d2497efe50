/** A QR code as a picture in the page. */
import { qrCode } from '../../theatre/ticket/qr.ts';
import { html, type Html } from './html.ts';

/** Dark on light whatever the page's colours, with the four light modules around it that readers need. */
export function qrHtml(text: string, label: string): Html {
  const { size, path } = qrCode(text);
  const side = size + 8;
  return html`<svg
    class="qr"
    viewBox="-4 -4 ${side} ${side}"
    role="img"
    aria-label="${label}"
    shape-rendering="crispEdges"
  >
    <path class="paper" d="M-4-4h${side}v${side}h-${side}z" />
    <path class="ink" d="${path}" />
  </svg>`;
}
