/** Whether the mail server takes anything at all, and when it is worth another try. */
import { catalogueOf } from '../../../theatre/contract/catalogue/index.ts';
import { mailProblemWords } from '../../../theatre/contract/mail-problem.ts';
import { waitMs, type Backoff } from './backoff.ts';

/** So many mails in a row that broke off without a word are the mail server's fault, not each its own. */
const BROKEN_IN_A_ROW = 3;

export class ServerTrouble {
  /** Why it takes nothing, and since when (epoch milliseconds). */
  trouble: { readonly since: number; readonly problem: string } | undefined;
  /** Nothing is tried before this. Epoch milliseconds. */
  pausedUntil = 0;
  #troubles = 0;
  /** Mails that broke off since it last said what it makes of one. */
  readonly #broken = new Set<string>();
  readonly #backoff: Backoff;
  readonly #onProblem: (problem: string) => void;

  constructor(backoff: Backoff, onProblem: (problem: string) => void) {
    this.#backoff = backoff;
    this.#onProblem = onProblem;
  }

  /** It has no use for any mail. */
  pause(problem: string): void {
    const now = Date.now();
    this.#tell(problem, now);
    if (now < this.pausedUntil) return;
    this.#troubles++;
    this.pausedUntil = now + waitMs(this.#backoff, this.#troubles, Math.random());
  }

  /** It knew us and broke off: over this mail, or over any, which only others can show. */
  stumbled({ id, tries }: { readonly id: string; readonly tries: number }, problem: string): void {
    const again = this.#broken.has(id);
    this.#broken.add(id);
    if (this.#broken.size >= BROKEN_IN_A_ROW) this.pause(problem);
    else if (again && tries >= BROKEN_IN_A_ROW) this.#tell(problem, Date.now());
  }

  /** It has said what it makes of a mail. */
  isBack(): void {
    if (this.trouble) this.#onProblem('Mail is sent again.');
    this.trouble = undefined;
    this.#broken.clear();
    this.#troubles = 0;
    this.pausedUntil = 0;
  }

  #tell(problem: string, now: number): void {
    const words = () => mailProblemWords(problem, catalogueOf('en'));
    if (!this.trouble) this.#onProblem(`Mail cannot be sent: ${words()}. Sales go on; it is tried again by itself.`);
    this.trouble = { since: this.trouble?.since ?? now, problem };
  }
}
