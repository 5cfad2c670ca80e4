// @ts-check
// Keeps the site for when there is no network.
//
// - SHELL is written by the build. Its files, app, worker and all, are fetched in the background once the page has
//   started, each by its hash, into one cache. A page is answered from that cache alone, so that its parts are always of
//   one build. A build whose files do not all arrive as they were built is not installed.
// - Folders that are large or seldom used (SHELL.onUse) are kept as they are used, in a cache for each content.
// - Another build waits until a page sends "activate". Tabs that still show the build before find their worker in its
//   cache, which goes when a page has started and no other tab is open.
// - Other sites of the same host (as on GitHub Pages) share its caches: names begin with the folder of this one.

/// <reference lib="webworker" />

/** @type {{ build: string, files: Record<string, string>, onUse: Record<string, string> }} */
const SHELL = { build: "", files: {}, onUse: {} };

const PREFIX = `gmai-scope-shell-${new URL("./", location.href).pathname}-`;
const CACHE = `${PREFIX}${SHELL.build}`;
const self_ = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** The path of a URL within this site; `undefined` outside. @param {string} url */
function pathOf(url) {
  const base = new URL("./", location.href).href;
  const bare = url.split(/[?#]/, 1)[0];
  return bare.startsWith(base) ? bare.slice(base.length) || "index.html" : undefined;
}

/** The cache of the folder that a path lies in, where it is one that is kept on use. @param {string} path */
function cacheOnUse(path) {
  const folder = Object.keys(SHELL.onUse).find((folder) => path.startsWith(folder));
  return folder && `${PREFIX}${folder}${SHELL.onUse[folder]}`;
}

/** Fetches the files of this build. The browser's own cache may answer where the name changes with the content. */
async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    Object.entries(SHELL.files).map(async ([path, integrity]) => {
      const isHashed = /-[0-9a-f]{12,16}[._]/.test(path);
      // Some hosts redirect index.html, and a page must not be answered with what was redirected.
      const address = path === "index.html" ? "./" : path;
      const response = await fetch(address, { integrity, cache: isHashed ? "default" : "no-cache" });
      if (!response.ok) throw new Error(`${response.status} ${path}`);
      await cache.put(path, response);
    }),
  );
}

/** Deletes what neither this build nor another tab uses. @param {string} [startedId] the tab that has just started */
async function cleanUp(startedId) {
  const tabs = await self_.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (tabs.some(({ id }) => id !== startedId)) return;
  const used = new Set([CACHE, ...Object.keys(SHELL.onUse).map(cacheOnUse)]);
  const names = await caches.keys();
  // A build that waits has filled its cache already; it tidies up once it is in use.
  const { installing, waiting } = self_.registration;
  if (installing !== null || waiting !== null) return;
  const unused = names.filter((name) => name.startsWith(PREFIX) && !used.has(name));
  await Promise.all(unused.map((name) => caches.delete(name)));
}

/** @param {FetchEvent} event @param {string} path */
async function answer(event, path) {
  // Opened, a cache that was deleted would be there again.
  const kept = await caches.match(path, { cacheName: CACHE });
  if (kept !== undefined) return kept;
  const onUse = cacheOnUse(path);
  if (onUse !== undefined) return answerAndKeep(event, path, onUse);
  return (await fromOtherBuild(path)) ?? fetch(event.request);
}

/** What a tab of another build asks for. @param {string} path */
async function fromOtherBuild(path) {
  for (const name of await caches.keys()) {
    const found = name.startsWith(PREFIX) ? await (await caches.open(name)).match(path) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @param {FetchEvent} event @param {string} path @param {string} name */
async function answerAndKeep(event, path, name) {
  const cache = await caches.open(name);
  const kept = await cache.match(path);
  if (kept !== undefined) return kept;
  const response = await fetch(event.request);
  // Parts of a file and refusals are not kept; a full disk keeps nobody from using the file.
  if (response.status === 200) event.waitUntil(cache.put(path, response.clone()).catch(() => {}));
  return response;
}

self_.addEventListener("install", (event) => event.waitUntil(install()));

self_.addEventListener("activate", (event) => event.waitUntil(self_.clients.claim()));

self_.addEventListener("message", (event) => {
  if (event.data === "activate") event.waitUntil(self_.skipWaiting());
  if (event.data === "started" && event.source instanceof WindowClient) event.waitUntil(cleanUp(event.source.id));
});

self_.addEventListener("fetch", (event) => {
  const { method, url, headers } = event.request;
  const path = pathOf(url);
  const isOurs = path !== undefined && (path in SHELL.files || isKept(path));
  if (method === "GET" && isOurs && !headers.has("range")) event.respondWith(answer(event, path));
});

/** Whether a path that this build does not list may be in a cache. @param {string} path */
function isKept(path) {
  return cacheOnUse(path) !== undefined || /-[0-9a-f]{12,16}[._]/.test(path);
}
