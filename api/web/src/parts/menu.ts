// What the menu leads to, one line a page.
import type { Key } from '../i18n/index.svelte';
import type { Page } from '../pages';

interface Group {
  title: Key;
  pages: { page: Page; name: Key }[];
}

export const menu: Group[] = [
  {
    title: 'menuPublic',
    pages: [
      { page: 'subscribe', name: 'subscribeTitle' },
      { page: 'stations', name: 'stationsTitle' },
      { page: 'skill', name: 'skillTitle' },
      { page: 'keyareas', name: 'keyAreasTitle' },
      { page: 'readiness', name: 'readinessTitle' },
    ],
  },
  {
    title: 'menuOffice',
    pages: [
      { page: 'desk', name: 'deskTitle' },
      { page: 'accounts', name: 'accountsTitle' },
      { page: 'workshop', name: 'workshopTitle' },
      { page: 'deliveries', name: 'deliveriesTitle' },
      { page: 'zonesets', name: 'zoneSetsTitle' },
    ],
  },
];
