// Who works here: a person who has signed in, or whoever holds the key of this tab.
import type { Text } from '../api';
import { keepKey, keptKey } from '../ask';
import * as requests from './requests';

// says that somebody has signed in with this browser: nobody else is asked for
const slot = 'canhlua-signed-in';

function mark(here: boolean): void {
  try {
    if (here) localStorage.setItem(slot, '1');
    else localStorage.removeItem(slot);
  } catch {
    // a browser that keeps nothing asks on the desk's page
  }
}

function marked(): boolean {
  try {
    return localStorage.getItem(slot) === '1';
  } catch {
    return false;
  }
}

class Account {
  user = $state.raw<requests.Person | null>(null);
  role = $state<requests.Role | ''>('');
  ends = $state<string | null>(null);
  password = $state(false);
  oidc = $state.raw<Text | null>(null);
  asked = $state(false); // whether the service has said who is here

  /** Whether somebody is here who may work. */
  here = $derived(this.role !== '');
  /** Whether it is a key, not a person's session. */
  byKey = $derived(this.here && this.ends === null);

  #take(session: requests.Session): void {
    [this.user, this.role, this.ends] = [session.user, session.role, session.ends];
    [this.password, this.oidc, this.asked] = [session.password, session.oidc, true];
    mark(session.ends !== null);
  }

  /** Asks who is here. */
  async load(): Promise<void> {
    this.#take(await requests.getSession());
    if (!this.here) keepKey('');
  }

  /** Asks where somebody may be here: the public's pages ask for nobody. */
  recall(): void {
    if (marked() || keptKey()) void this.load().catch(() => undefined); // told where it matters
  }

  async signIn(name: string, password: string): Promise<void> {
    keepKey('');
    this.#take(await requests.signIn(name, password));
  }

  /** Takes a key; false when it is worth nothing. */
  async enter(key: string): Promise<boolean> {
    keepKey(key);
    await this.load();
    return this.here;
  }

  async signOut(): Promise<void> {
    const byKey = this.byKey;
    this.forget();
    if (!byKey) await requests.signOut();
  }

  async changePassword(old: string, now: string): Promise<void> {
    this.#take(await requests.changePassword(old, now));
  }

  /** Whoever was here is not any more. */
  forget(): void {
    keepKey('');
    mark(false);
    [this.user, this.role, this.ends, this.password] = [null, '', null, false];
  }
}

export const account = new Account();
