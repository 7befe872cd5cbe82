// Requests of those who work here. The browser sends the session's cookie by itself; a key
// in place of it stays in this tab and is gone when it is closed.
import { reach } from './problem';

const slot = 'canhlua-key';

export const keptKey = (): string => sessionStorage.getItem(slot) ?? '';

export function keepKey(key: string): void {
  if (key) sessionStorage.setItem(slot, key);
  else sessionStorage.removeItem(slot);
}

/** The key of this tab, as a request bears it; nothing where a session's cookie speaks. */
export const credentials = (): Record<string, string> =>
  keptKey() ? { Authorization: `Bearer ${keptKey()}` } : {};

/** Sends JSON, or a form or file as it is, to a route under /api/v1, and gives its answer. */
export async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers = credentials();
  const asIs = body === undefined || body instanceof FormData || body instanceof Blob;
  if (!asIs) headers['Content-Type'] = 'application/json';
  const request = { method, headers, body: asIs ? body : JSON.stringify(body) };
  const response = await reach(`/api/v1/${path}`, request);
  return response.json().catch(() => null); // some have nothing to say
}

/** Fetches what only those who work here may have, and hands it to the browser as a file. */
export async function saveAs(url: string, download: string): Promise<void> {
  const response = await reach(url, { headers: credentials() });
  const href = URL.createObjectURL(await response.blob());
  Object.assign(document.createElement('a'), { href, download }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
