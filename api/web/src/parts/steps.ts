/** Where a key leads in a row of n: arrows, Home, End, and T or t to today; null for other keys. */
export function stepTo(key: string, from: number, n: number, today: number): number | null {
  const within = (to: number) => Math.min(Math.max(to, 0), n - 1);
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowUp':
      return within(from - 1);
    case 'ArrowRight':
    case 'ArrowDown':
      return within(from + 1);
    case 'Home':
      return 0;
    case 'End':
      return within(n - 1);
    case 't':
    case 'T':
      return today >= 0 ? today : null;
  }
  return null;
}
