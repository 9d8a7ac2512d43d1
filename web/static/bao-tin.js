/** Shows what this device is told: a line, a link, and a button out. It keeps nothing, and answers no request of pages. */

addEventListener('push', (event) => {
  const { title, body, link, stop, out, tag } = event.data.json()
  const actions = stop ? [{ action: 'stop', title: out }] : []
  // The same message twice is shown once.
  const shown = { body, tag, actions, data: { link, stop }, icon: '/mark.svg' }
  event.waitUntil(registration.showNotification(title, shown))
})

addEventListener('notificationclick', (event) => {
  const { data } = event.notification
  event.notification.close()
  const url = new URL(event.action === 'stop' ? data.stop : data.link)
  if (url.origin === location.origin) event.waitUntil(clients.openWindow(url.href))
})
