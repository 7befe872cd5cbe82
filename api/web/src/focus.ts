// Where the focus goes when what had it can no longer hold it.

/**
 * Remembers what has the focus. The answer gives it back, for a button that was disabled
 * while it worked loses it; where the button is gone, to the nearest thing around it that
 * is left, so that the next Tab goes on from there. Whoever has moved on is left alone.
 */
export function keepFocus(): () => void {
  const path: HTMLElement[] = [];
  let each = typeof document === 'undefined' ? null : (document.activeElement as HTMLElement | null);
  for (; each && each !== document.body; each = each.parentElement) path.push(each);
  return () => {
    if (!path.length || document.activeElement !== document.body) return;
    const next = path.find((each) => each.isConnected && !each.matches(':disabled'));
    if (next && next !== path[0]) hold(next);
    next?.focus({ preventScroll: true });
  };
}

/** Lets something take the focus until it leaves. */
function hold(element: HTMLElement): void {
  if (element.matches('a[href], button, input, select, textarea, summary, [tabindex]')) return;
  element.tabIndex = -1;
  element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true });
}
