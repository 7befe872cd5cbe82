// The pages beside map and list, each loaded when it is opened: one line a page.
import type { Component } from 'svelte';

export const pages = {
  stations: () => import('./station/Stations.svelte'),
  skill: () => import('./skill/Skill.svelte'),
  log: () => import('./log/Log.svelte'),
  readings: () => import('./reading/Readings.svelte'),
  audit: () => import('./audit/Audit.svelte'),
  accounts: () => import('./account/Accounts.svelte'),
  subscribe: () => import('./subscribe/Subscribe.svelte'),
  deliveries: () => import('./deliveries/Deliveries.svelte'),
  report: () => import('./report/Report.svelte'),
  fires: () => import('./fires/Fires.svelte'),
  signs: () => import('./signs/Signs.svelte'),
  readiness: () => import('./readiness/Readiness.svelte'),
  keyareas: () => import('./keyarea/KeyAreas.svelte'),
  zonesets: () => import('./zoneset/ZoneSets.svelte'),
  desk: () => import('./desk/Desk.svelte'),
  workshop: () => import('./workshop/Workshop.svelte'),
  season: () => import('./season/Season.svelte'),
} satisfies Record<string, () => Promise<{ default: Component }>>;

export type Page = keyof typeof pages;

/** Whether a view is a page of its own. */
export const isPage = (view: string): view is Page => Object.hasOwn(pages, view);
