// Shows what the desk pushes, and opens its page. Nothing is kept and no request of the page goes through here.
self.addEventListener('push', (event) => {
  const { title = 'Waybill', text = '', page = '/alerts', tag = '' } = event.data ? event.data.json() : {};
  // The same message a second time takes the place of the first.
  event.waitUntil(self.registration.showNotification(title, { body: text, tag, icon: '/favicon.svg', data: { page } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { page } = event.notification.data;
  // A path of this desk, whatever was pushed.
  const url = new URL(page, self.location.origin);
  if (url.origin !== self.location.origin) return;
  const open = async () => {
    const windows = await self.clients.matchAll({ type: 'window' });
    const [first] = windows;
    if (!first) return self.clients.openWindow(url.href);
    await first.focus();
    return first.navigate(url.href);
  };
  event.waitUntil(open());
});
