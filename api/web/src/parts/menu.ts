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
      { page: 'report', name: 'reportTitle' },
      { page: 'fires', name: 'firesTitle' },
      { page: 'signs', name: 'signsTitle' },
      { page: 'stations', name: 'stationsTitle' },
      { page: 'skill', name: 'skillTitle' },
      { page: 'log', name: 'logTitle' },
      { page: 'keyareas', name: 'keyAreasTitle' },
      { page: 'readiness', name: 'readinessTitle' },
    ],
  },
  {
    title: 'menuOffice',
    pages: [
      { page: 'desk', name: 'deskTitle' },
      { page: 'readings', name: 'readingsTitle' },
      { page: 'audit', name: 'auditTitle' },
      { page: 'accounts', name: 'accountsTitle' },
      { page: 'workshop', name: 'workshopTitle' },
      { page: 'deliveries', name: 'deliveriesTitle' },
      { page: 'zonesets', name: 'zoneSetsTitle' },
      { page: 'season', name: 'seasonReportTitle' },
    ],
  },
];
