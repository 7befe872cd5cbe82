// Where to go on after signing in with another service, which always comes back to the desk:
// the page that was left, kept in this tab and good for one return.
const slot = 'canhlua-back';
const landings = ['?view=desk', '?view=desk&signin=failed', '?view=desk&signin=refused'];

/** Remembers the page that is left, by its address's query. */
export function leave(search: string): void {
  sessionStorage.setItem(slot, search);
}

/** The query to go on with, given the one the page was loaded with; null where nothing was left. */
export function comeBack(search: string): string | null {
  const left = sessionStorage.getItem(slot);
  sessionStorage.removeItem(slot);
  if (left === null || !landings.includes(search)) return null;
  const query = new URLSearchParams(left);
  const outcome = new URLSearchParams(search).get('signin');
  if (outcome) query.set('signin', outcome);
  return '?' + query.toString();
}
