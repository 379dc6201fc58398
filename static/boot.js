// Starts the wasm. Kept outside the page so that a strict Content-Security-Policy needs no inline script,
// and so that a worker can be started from the very same address (js and wasm names are in the query).
const here = new URL(import.meta.url);
const { default: init } = await import(new URL(here.searchParams.get("js"), here).href);
await init({ module_or_path: new URL(here.searchParams.get("wasm"), here) });
