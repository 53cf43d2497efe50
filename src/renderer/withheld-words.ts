import type { WithheldNote } from '../../theatre/contract/frame.ts';
import { formats } from './format.ts';
import { texts } from './texts.ts';

/** How the house withholds a seat: `House seats: press, until 18:45`. */
export function noteWords({ kind, reason, releaseAt }: WithheldNote): string {
  const how = texts().sale.withheldAs(texts().sale.kinds[kind], reason);
  return releaseAt === undefined ? how : `${how}, ${texts().sale.withheldUntil(formats().time(releaseAt))}`;
}
