// What is asked about accounts and keys.
import type { Text } from '../api';
import { ask } from '../ask';

export type Role = 'officer' | 'publisher' | 'admin';
export const roles: Role[] = ['officer', 'publisher', 'admin'];

export interface Person {
  id: string;
  name: string;
  title: string;
  role: Role;
}

/** The name to sign in with, behind a title that is another. */
export const named = ({ name, title }: Person): string => (title === name ? '' : ` (${name})`);

export interface Session {
  user: Person | null;
  role: Role | '';
  ends: string | null;
  password: boolean; // there is one that may be changed
  oidc: Text | null; // another service to sign in with
}

export interface User extends Person {
  email: string;
  created: string;
  last_sign_in: string | null;
  status: 'active' | 'disabled' | 'removed';
  failed: number;
  locked_until: string | null;
  signs_in: 'password' | 'oidc' | 'none';
}

export interface Token {
  id: string;
  name: string;
  role: Role;
  scope: string[];
  owner: string;
  created: string;
  expires: string;
  revoked: string | null;
  holds: boolean;
}

export interface UserChange {
  role?: Role;
  password?: string;
  disabled?: boolean;
}

export interface NewUser {
  name: string;
  title: string;
  email: string;
  role: Role;
  password: string;
}

export interface NewToken {
  name: string;
  role: Role;
  days: number;
  owner?: string;
  scope?: string[];
}

const at = (what: string, id: string) => `${what}/${encodeURIComponent(id)}`;

export const getSession = () => ask<Session>('GET', 'session');
export const signIn = (name: string, password: string) => ask<Session>('POST', 'session', { name, password });
export const signOut = () => ask<Session>('DELETE', 'session');
export const changePassword = (old: string, now: string) =>
  ask<Session>('POST', 'session/password', { old, new: now });

export const getUsers = async () => (await ask<{ users: User[] }>('GET', 'users')).users;
export const addUser = (user: NewUser) => ask<User>('POST', 'users', user);
export const changeUser = (id: string, change: UserChange) => ask<User>('PATCH', at('users', id), change);
export const removeUser = (id: string) => ask<User>('DELETE', at('users', id));

export const getTokens = () => ask<{ tokens: Token[]; scopes: string[] }>('GET', 'tokens');
export const makeToken = (token: NewToken) => ask<Token & { secret: string }>('POST', 'tokens', token);
export const revokeToken = (id: string) => ask<{ id: string }>('DELETE', at('tokens', id));
