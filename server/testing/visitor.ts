/** A browser's part of the protocol: keeps the cookie that it was given and says where it comes from. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly seats: readonly { readonly seatId: string; readonly status: string; readonly byMs: number }[];
}

export class Visitor {
  cookie = '';
  readonly url: string;
  readonly screeningId: string;

  constructor(url: string, screeningId: string) {
    this.url = url;
    this.screeningId = screeningId;
  }

  /** Opens the screening's page and takes the cookie. */
  async page(): Promise<Response> {
    const page = await this.get(`/screenings/${this.screeningId}`);
    const given = page.headers.getSetCookie()[0]?.split(';')[0];
    if (given !== undefined) this.cookie = given;
    return page;
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers: { cookie: this.cookie, ...headers }, redirect: 'manual' });
  }

  /** A command on this visitor's screening; without a body there is no content type either. */
  post(command: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    return fetch(`${this.url}/screenings/${this.screeningId}/${command}`, {
      method: 'POST',
      headers: { origin: this.url, cookie: this.cookie, ...json, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  toggle(seatId: string): Promise<Response> {
    return this.post(`seats/${seatId}/toggle`);
  }

  book(more: Readonly<Record<string, unknown>> = {}): Promise<Response> {
    return this.post('book', { name: 'Anna Adler', email: 'anna@example.org', ...more });
  }
}

/** The problem document of an answer; throws where the answer is none. */
export async function problemIn(answer: Response): Promise<ProblemDocument> {
  const type = answer.headers.get('content-type') ?? '';
  const text = await answer.text();
  if (!type.startsWith('application/problem+json')) {
    throw new Error(`no problem document but ${answer.status} ${type}: ${text.slice(0, 200)}`);
  }
  const document = JSON.parse(text) as ProblemDocument;
  if (document.status !== answer.status) throw new Error(`says ${document.status}, is ${answer.status}`);
  return document;
}

/** For what a test needs and does not test: throws unless the answer is a good one. */
export async function done(asked: Promise<Response>): Promise<Response> {
  const answer = await asked;
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
  return answer;
}
