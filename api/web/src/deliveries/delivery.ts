// Deliveries as the service lists them for who works here.
import type { Level } from '../api';

export const states = ['queued', 'sent', 'dead', 'expired', 'revoked', 'superseded'] as const;
export type State = (typeof states)[number];
export type Channel = 'email' | 'webhook' | 'webpush';

export interface Delivery {
  id: string;
  purpose: 'alert' | 'confirm' | 'links';
  channel: Channel;
  items?: { zone: string; level: Level; date: string }[];
  state: State;
  created: string;
  expires: string;
  attempts: number;
  failure?: string;
  to: string; // masked
}

export interface Answer {
  deliveries: Delivery[];
  counts: { channel: Channel; state: State; count: number }[];
  subscriptions: { channel: Channel; state: 'pending' | 'active' | 'ended'; count: number }[];
}

export const perPage = 100;
