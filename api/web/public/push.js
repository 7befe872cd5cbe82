// The service worker of alerts: shows what the service pushes, one notification for each
// zone, and opens its page. It keeps nothing and answers no request.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  const told = read(event.data);
  if (!told) return;
  event.waitUntil(
    self.registration.showNotification(told.title, {
      body: told.body,
      lang: told.lang,
      tag: told.tag, // a newer one of the same zone takes its place
      renotify: Boolean(told.tag),
      requireInteraction: Boolean(told.urgent),
      icon: '/favicon.svg',
      data: { link: told.link },
    }),
  );
});

function read(data) {
  try {
    const told = data.json();
    return typeof told.title === 'string' ? told : null;
  } catch {
    return null; // not ours
  }
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const link = event.notification.data?.link;
  if (typeof link === 'string' && /^https?:\/\//.test(link)) event.waitUntil(self.clients.openWindow(link));
});
