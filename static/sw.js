// Offline: keeps the files of one release, all of them, under a name of their own. `cargo xtask build` fills in which.
// The page itself comes from the network whenever there is one, so a new release is picked up at once; a file whose
// address names its content comes from here. What an older page that is still open asks for, an older release's cache
// still has: a page never gets a file of another release.
const RELEASE = "@release@";
const FILES = ["@files@"];
const SCOPE = registration.scope;
const OURS = `downhill ${new URL(SCOPE).pathname} `;
const CACHE = OURS + RELEASE;
// Names without a mark of their content.
const UNMARKED = new Set(FILES.filter(name => /\.(svg|png|webmanifest)$/.test(name)).map(name => new URL(name, SCOPE).href));
/** Milliseconds that a page waits for a network that does not answer. */
const PATIENCE = 3000;

addEventListener("install", event => event.waitUntil((async () => {
  const page = await fetch(SCOPE, { cache: "no-cache" });
  // Another release may have come meanwhile; it brings its own worker.
  if (!page.ok || !(await page.clone().text()).includes(RELEASE)) throw new Error("the page is of another release");
  const cache = await caches.open(CACHE);
  await cache.put(SCOPE, page);
  await cache.addAll(FILES.map(name => {
    const address = new URL(name, SCOPE).href;
    return new Request(address, { cache: UNMARKED.has(address) ? "no-cache" : "default" });
  }));
  await skipWaiting();
})()));

addEventListener("activate", event => event.waitUntil((async () => {
  // In the order in which they were made. The one before stays for pages that are still open.
  const names = (await caches.keys()).filter(name => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(names.slice(0, -1).map(name => caches.delete(name)));
  await clients.claim();
})()));

async function fromNetwork(request, address) {
  const kept = caches.open(CACHE).then(cache => cache.match(address));
  const asked = fetch(request, { cache: "no-cache" });
  const late = new Promise(done => setTimeout(done, PATIENCE)).then(() => kept);
  const answer = await Promise.race([asked, late]).catch(() => undefined);
  return answer?.ok ? answer : (await kept) ?? asked;
}

addEventListener("fetch", event => {
  const { request } = event;
  const { href } = Object.assign(new URL(request.url), { hash: "" });
  if (request.method !== "GET" || !href.startsWith(SCOPE)) return;
  const name = href.slice(SCOPE.length).replace(/\?.*/, "");
  if (request.mode === "navigate") {
    if (name === "" || name === "index.html") event.respondWith(fromNetwork(request, SCOPE));
  } else if (UNMARKED.has(href)) {
    event.respondWith(fromNetwork(request, href));
  } else {
    event.respondWith(caches.match(href).then(kept => kept ?? fetch(request)));
  }
});
