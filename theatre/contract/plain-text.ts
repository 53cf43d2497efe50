/** What a line of text that somebody gives may hold, so that a screen, a ticket or a list of names says what it seems to say. */

/**
 * Controls, halves of characters, and everything that is not seen and changes what is: turns of direction, blanks without width, tags, fillers. Joiners
 * may be in a name, as Persian and some emoji need them; more than four marks over one letter cover the lines around it.
 */
const FORGING =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]|(?![\u200c\u200d])\p{Cf}|\p{Mn}{5}/u;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** False too for text of which nothing is seen; the empty text is none of its business. */
export function isPlainText(text: string): boolean {
  return !FORGING.test(text) && (text.trim() === '' || SEEN.test(text));
}
