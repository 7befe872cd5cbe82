// What the menu leads to, one line a page.
import type { View } from '../address';
import type { Key } from '../i18n/index.svelte';

interface Group {
  title: Key;
  staff?: true; // asks who is there
  pages: { page: View; name: Key }[];
}

export const menu: Group[] = [
  {
    title: 'menuPublic',
    pages: [
      { page: 'map', name: 'menuMap' },
      { page: 'list', name: 'menuList' },
      { page: 'report', name: 'reportTitle' },
      { page: 'subscribe', name: 'subscribeTitle' },
      { page: 'fires', name: 'firesTitle' },
      { page: 'signs', name: 'menuSigns' },
      { page: 'stations', name: 'stationsTitle' },
      { page: 'keyareas', name: 'keyAreasTitle' },
      { page: 'readiness', name: 'readinessTitle' },
      { page: 'skill', name: 'skillTitle' },
      { page: 'log', name: 'logTitle' },
    ],
  },
  {
    title: 'menuOffice',
    staff: true,
    pages: [
      { page: 'desk', name: 'menuDesk' },
      { page: 'readings', name: 'menuReadings' },
      { page: 'deliveries', name: 'deliveriesTitle' },
      { page: 'workshop', name: 'workshopTitle' },
      { page: 'zonesets', name: 'zoneSetsTitle' },
      { page: 'season', name: 'seasonReportTitle' },
      { page: 'accounts', name: 'accountsTitle' },
      { page: 'audit', name: 'auditTitle' },
    ],
  },
];
