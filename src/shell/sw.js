// Service worker, filled in by the packer. It keeps one complete build under its content hash and answers from it.
// A newer build is fetched whole, checked, and then waits until a page asks for it: nothing changes under a running incident.
'use strict';
const VERSION = '{{version}}';
// Path (relative to this file) and digest of every file of the build; './' is the page.
const FILES = {{files}};
// Served beside the app, but not part of it.
const APART = {{apart}};
const SCOPE = self.registration.scope;
const PREFIX = `holdfast ${SCOPE} `;
const CACHE = PREFIX + VERSION;
const KEPT = new Set(FILES.map(([path]) => new URL(path, SCOPE).href));

self.addEventListener('install', (event) => {
  event.waitUntil(keep());
  if (event.addRoutes) event.waitUntil(route(event));
});
self.addEventListener('activate', (event) => event.waitUntil(tidy()));
self.addEventListener('message', (event) => {
  if (event.data?.type === 'activate') self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  url.search = url.hash = '';
  if (request.method !== 'GET' || !url.href.startsWith(SCOPE)) return;
  const page = request.mode === 'navigate' && !APART.some((path) => url.href === new URL(path, SCOPE).href);
  if (page) event.respondWith(answer(SCOPE, request));
  else if (KEPT.has(url.href)) event.respondWith(answer(url.href, request));
});

async function keep() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(FILES.map(async ([path, integrity, hashed]) => {
      // A hashed name never changes its content; any other is asked for anew. A wrong or half-deployed file fails the digest.
      const response = await fetch(path, { cache: hashed ? 'default' : 'no-cache', integrity });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      // Kept as a plain response: one that was redirected may not answer a navigation.
      const headers = { 'content-type': response.headers.get('content-type') ?? 'application/octet-stream' };
      await cache.put(new URL(path, SCOPE).href, new Response(response.body, { headers }));
    }));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

// Where the browser can do it (Chromium), the kept files are answered without starting this worker first, which a cold
// start would wait for. The rules are those of this build: its addresses, its cache. Without them all works as before.
async function route(event) {
  const rule = (href) => {
    const pathname = new URL(href).pathname.replace(/[{}()*+?:\\]/g, '\\$&');
    const urlPattern = new URLPattern({ pathname, search: '', baseURL: SCOPE });
    return { condition: { urlPattern, requestMethod: 'GET' }, source: { cacheName: CACHE } };
  };
  try {
    await event.addRoutes([...KEPT].map(rule));
  } catch {
    // Too old for these rules, or too many of them.
  }
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(href, request) {
  const kept = await (await caches.open(CACHE)).match(href);
  return kept ?? fetch(request);
}
