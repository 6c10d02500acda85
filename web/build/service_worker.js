// The service worker of the shell: what is built under a content hash is kept, since it never changes;
// nothing else is. Pages come from the server always, so that no old client meets a new server; rooms
// and the API are never touched. Without a network there is one page that says so.
// build/service_worker.ts writes the names of this build in place of the list.
const built = new Set(self.builtFiles);
const cacheName = 'plenum';
const offline = ['/offline.html', '/offline.css', '/offline.js', '/icon.svg'];

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(offline)));
});

// What another build has left behind goes at once.
self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(cacheName);
      for (const request of await cache.keys()) {
        const { pathname } = new URL(request.url);
        if (!built.has(pathname) && !offline.includes(pathname)) await cache.delete(request);
      }
      await self.registration.navigationPreload?.enable();
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (built.has(pathname)) event.respondWith(keptOrFetched(request));
  else if (offline.includes(pathname)) event.respondWith(fetchedOrKept(request));
});

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await caches.match('/offline.html')) ?? Response.error();
  }
}

async function keptOrFetched(request) {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  // A full disk costs the copy, not the page.
  if (response.ok) await cache.put(request, response.clone()).catch(() => {});
  return response;
}

async function fetchedOrKept(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request)) ?? Response.error();
  }
}
