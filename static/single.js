// The page in one file: what the site would fetch stands in the page, gzipped, and is handed out from there.
const folder = location.href.replace(/[?#].*/, "").replace(/[^/]*$/, "");
const places = new Map([...document.querySelectorAll("script[data-file]")].map(place => [place.dataset.file, place]));
const network = globalThis.fetch;
globalThis.fetch = async (asked, options) => {
  const address = new URL(asked.url ?? asked, folder).href.replace(/[?#].*/, "");
  const place = address.startsWith(folder) && places.get(address.slice(folder.length));
  if (!place) return network(asked, options);
  const bytes = Uint8Array.from(atob(place.textContent), char => char.charCodeAt(0));
  const body = new Response(bytes).body.pipeThrough(new DecompressionStream("gzip"));
  return new Response(body, { headers: { "Content-Type": place.dataset.kind } });
};
// A worker's script and its program's, as one text: nothing beside the page could be loaded.
const Native = globalThis.Worker;
globalThis.Worker = class extends Native {
  constructor(address, options) {
    const text = name => document.querySelector(`script[data-script^="${name}"]`)?.textContent ?? "";
    const file = String(address).replace(/^\.\//, "").replace(/[?#].*/, "");
    // From disk a browser runs plain scripts in workers only, not modules.
    const program = text(file.replace(/worker\.js$/, "")).replace(/^export function /gm, "function ").replaceAll("import.meta.url", "location.href");
    const code = ["self.downhillPacked = { scripts: {} }; (() => {", program, "})();", text(file)];
    super(URL.createObjectURL(new Blob(code, { type: "text/javascript" })), { ...options, type: "classic" });
  }
};
// The scripts of the programs add themselves.
globalThis.downhillPacked = { boot: folder + "@boot@", scripts: {} };
