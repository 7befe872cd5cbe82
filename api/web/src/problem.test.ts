import { afterEach, expect, it, vi } from 'vitest';
import { saveAs } from './ask';
import { answerTo, Problem } from './problem';

afterEach(() => vi.unstubAllGlobals());

const answering = (make: () => Promise<Response>) => {
  vi.stubGlobal('fetch', make);
  vi.stubGlobal('sessionStorage', { getItem: () => null });
};
const fault = (work: Promise<unknown>) => work.then(() => undefined).catch((cause) => cause as Problem);

it('tells that there is no connection, for an answer and for a file', async () => {
  answering(() => Promise.reject(new TypeError('failed to fetch')));
  expect((await fault(answerTo('/x')))?.offline).toBe(true);
  expect((await fault(saveAs('/x.pdf', 'x.pdf')))?.offline).toBe(true);
});

it('passes on what the service refuses, with its reason and when to ask again', async () => {
  const body = JSON.stringify({
    title: 'Busy',
    detail: 'later',
    errors: [{ location: 'code', message: 'm' }],
  });
  answering(async () => new Response(body, { status: 503, headers: { 'Retry-After': '5' } }));
  const said = await fault(answerTo('/x'));
  expect(said).toMatchObject({ status: 503, title: 'Busy', detail: 'later', after: 5 });
  expect(said?.errors).toHaveLength(1);
});

it('takes an answer without JSON for a fault, not for an empty answer', async () => {
  answering(async () => new Response('<html>', { status: 200 }));
  expect(await fault(answerTo('/x'))).toMatchObject({ status: 502 });
});
