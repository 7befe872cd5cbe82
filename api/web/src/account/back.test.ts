import { beforeEach, expect, test, vi } from 'vitest';
import { comeBack, leave } from './back';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

test('leads back to the page that was left, once', () => {
  leave('?lang=vi&view=audit');
  expect(comeBack('?view=desk')).toBe('?lang=vi&view=audit');
  expect(comeBack('?view=desk')).toBeNull();
});

test('carries what came of signing in', () => {
  leave('?view=audit');
  expect(comeBack('?view=desk&signin=refused')).toBe('?view=audit&signin=refused');
});

test('forgets where somebody goes another way', () => {
  leave('?view=audit');
  expect(comeBack('?view=list')).toBeNull();
  expect(comeBack('?view=desk')).toBeNull();
});
