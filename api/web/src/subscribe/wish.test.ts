import { expect, it } from 'vitest';
import { body, tokenOf, usual, wishOf, type Kept } from './wish';

const kept: Kept = {
  id: 'a',
  channel: 'email',
  address: 'chu@example.vn',
  language: 'en',
  area: { zones: ['25777'] },
  least: 5,
  wants: { rises: true, falls: false, daily: true, outlook: false },
  quiet: { from: 1290, to: 330, v_breaks: false },
  state: 'active',
  created: '2026-03-02T17:00:00+07:00',
};

it('sends back what it was given', () => {
  const sent = body(wishOf(kept));
  expect(sent).toEqual({
    language: 'en',
    least: 5,
    area: { zones: ['25777'] },
    wants: { ...kept.wants, outlook_probability: 0.6 },
    quiet: { from: '21:30', to: '05:30', v_breaks: false },
  });
});

it('has no quiet hours unless asked for', () => {
  expect('quiet' in body(usual('vi'))).toBe(false);
  expect(wishOf({ ...kept, quiet: { from: 0, to: 0, v_breaks: false } }).quiet).toBe(false);
});

it('keeps an area that is drawn', () => {
  const area = { point: [106.6, 11.3] as [number, number], radius_km: 5 };
  expect(body(wishOf({ ...kept, area }), area).area).toEqual(area);
});

it('reads the token of a link and nothing else', () => {
  expect(tokenOf('#manage=abcDEF_-0123456789')).toBe('abcDEF_-0123456789');
  for (const other of ['', '#manage=', '#manage=<x>abcdefghijklmnopq', '#x=abcDEF_-0123456789'])
    expect(tokenOf(other)).toBe('');
});
