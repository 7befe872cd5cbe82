// Requests of those who work here. The browser sends the session's cookie by itself; a key
// in place of it stays in this tab and is gone when it is closed.
import { Problem } from './api';

const slot = 'canhlua-key';

export const keptKey = (): string => sessionStorage.getItem(slot) ?? '';

export function keepKey(key: string): void {
  if (key) sessionStorage.setItem(slot, key);
  else sessionStorage.removeItem(slot);
}

/** Sends JSON, or a form or file as it is, to a route under /api/v1, and gives its answer. */
export async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = {};
  if (keptKey()) headers.Authorization = `Bearer ${keptKey()}`;
  const asIs = body === undefined || body instanceof FormData || body instanceof Blob;
  if (!asIs) headers['Content-Type'] = 'application/json';
  const request = { method, headers, body: asIs ? body : JSON.stringify(body) };
  const response = await fetch(`/api/v1/${path}`, request).catch((cause) => {
    throw new Problem(0, String(cause));
  });
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    const after = Number(response.headers.get('Retry-After')) || 0;
    const { title = response.statusText, detail, errors } = answer ?? {};
    throw new Problem(response.status, title, detail, after, errors);
  }
  return answer as T;
}
