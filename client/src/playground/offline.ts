/**
 * The service worker of the site: after the first visit all of it works without a network. All files are of one version,
 * which a new one replaces as a whole.
 */
declare const SITE_VERSION: string;
/** What the playground needs; there is no offline without it. */
declare const SITE_CORE: readonly string[];
/** Everything else, which is fetched when there is time. */
declare const SITE_REST: readonly string[];

const scope = globalThis as unknown as ServiceWorkerGlobalScope;
const PREFIX = 'rosfw-site-';
const CACHE = PREFIX + SITE_VERSION;

scope.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(SITE_CORE))
      .then(() => scope.skipWaiting()),
  );
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

// A page says when it has all that it needs itself.
scope.addEventListener('message', (event) => {
  event.waitUntil(fetchRest());
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== scope.location.origin) return;
  event.respondWith(answer(url, request));
});

async function takeOver(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/** Who has asked his browser to save data gets pages when he opens them. */
async function fetchRest(): Promise<void> {
  const { connection } = scope.navigator as { readonly connection?: { readonly saveData?: boolean } };
  if (connection?.saveData === true) return;
  const cache = await caches.open(CACHE);
  for (const file of SITE_REST) {
    // One that fails is fetched when it is opened.
    if ((await cache.match(file)) === undefined) await cache.add(file).catch(() => undefined);
  }
}

async function answer(url: URL, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const file = `${url.origin}${url.pathname}${url.pathname.endsWith('/') ? 'index.html' : ''}`;
  const kept = await cache.match(file);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(file, response.clone());
  return response;
}
