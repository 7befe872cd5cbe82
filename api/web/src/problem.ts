// One request and what it comes to: an answer, or why there is none.

/** Why there is no answer: the service's own words, or status 0 without a connection. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail = '',
    readonly after = 0, // seconds to wait before asking again, where the service says so
    readonly errors: { location?: string; message?: string; value?: unknown }[] = [],
  ) {
    super(title);
  }

  get offline(): boolean {
    return this.status === 0;
  }
}

/** What a request comes to where it is granted; throws a Problem, or what an abort throws. */
export async function reach(url: string, request: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, request).catch((cause) => {
    if (request.signal?.aborted) throw cause;
    throw new Problem(0, String(cause));
  });
  if (response.ok) return response;
  const after = Number(response.headers.get('Retry-After')) || 0;
  const { title = response.statusText, detail, errors } = (await response.json().catch(() => null)) ?? {};
  throw new Problem(response.status, title, detail, after, errors);
}

/** The JSON of an answer; one without is a Problem too, not an empty answer. */
export async function answerTo<T>(url: string, request: RequestInit = {}): Promise<T> {
  const body = await (await reach(url, request)).json().catch(() => null);
  if (body === null) throw new Problem(502, 'no JSON');
  return body;
}
