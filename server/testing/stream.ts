/** A stream as a test reads it: what came so far, and waiting for what is to come. */
export class Stream {
  text = '';
  ended = false;
  readonly #stop = new AbortController();
  #wake: (() => void) | undefined;

  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Stream> {
    const stream = new Stream();
    const answer = await fetch(url, { headers, signal: stream.#stop.signal });
    if (answer.status !== 200 || !answer.body) throw new Error(`no stream: ${answer.status} ${await answer.text()}`);
    void stream.#read(answer.body);
    return stream;
  }

  /** Resolves once the pattern is in what came; throws after so many milliseconds. */
  async until(pattern: RegExp, ms = 20_000): Promise<void> {
    const deadline = Date.now() + ms;
    while (!pattern.test(this.text)) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`${pattern} did not come, but: ${this.text.slice(-2000)}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, Math.min(left, 1000));
      });
    }
  }

  /** Forgets what came. */
  clear(): void {
    this.text = '';
  }

  close(): void {
    this.#stop.abort();
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) {
        this.text += decoder.decode(chunk, { stream: true });
        this.#wake?.();
      }
    } catch {
      // Closed by us or cut off by the server; a test looks at `ended`.
    }
    this.ended = true;
    this.#wake?.();
  }
}
