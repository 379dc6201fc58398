// Starts the wasm: of the race, or of averages and lessons, whichever the link asks for; the other one with the first
// visit of one of its pages, the tools with the first one that is asked for. Kept outside the page so that a strict Content-Security-Policy needs no inline script
// (the names of the programs are in the query).
// In the one-file page everything is packed into the page itself (`static/single.js`).
const packed = globalThis.downhillPacked;
const here = new URL(packed?.boot ?? import.meta.url);
const name = key => here.searchParams.get(key);
const html = document.documentElement;

const on = (names, heard, options) => names.split(" ").forEach(name => addEventListener(name, heard, options));
// Scripts that come when they are wanted; in the one-file page they are there.
const also = script => packed || import(new URL(`${script}.js?${html.dataset.build}`, here).href);

// A program that breaks off (a panic, a trap) can do nothing about it itself.
on("error unhandledrejection", ({ error, reason }) => { if ((error ?? reason)?.name === "RuntimeError") also("crash"); });

// What the browser takes from canvases it gives back empty.
on("contextrestored", () => dispatchEvent(new Event("resize")), true);

// The reader's theme, before the first picture. Blocked storage is no fault: then the system's theme is used.
let theme = /(?:^|[#&])theme=(light|dark)(?:&|$)/.exec(location.hash)?.[1];
// An embed is as light or dark as its host wants it, not as the reader wants this site.
const framed = hash => /(?:^|[#&])embed=(1|true)(?=&|$)/.test(hash);
const guest = hash => framed(hash) && page(hash) === "race";
if (!guest(location.hash)) try { theme ??= localStorage.getItem("downhill.theme") ?? undefined; } catch { }
if (theme === "light" || theme === "dark") {
  html.dataset.theme = theme;
  document.querySelectorAll(".still source").forEach(source => source.remove());
  document.querySelectorAll(".still img").forEach(img => { img.src = `still-${theme}.svg`; });
}
// Another scene than the opening one must not flash the opening one.
if (/(?:^|[#&])(surface|f|domain|start|page)=/.test(location.hash)) document.querySelector(".still")?.remove();

// The words of the reader's language, fetched beside the program, which finds them here. Which language it is decides
// the program; should it be the other one, it fetches that itself.
const files = { en: "en.txt", zh: "zh.txt" };
let lang = /(?:^|[#&])lang=(en|zh)/.exec(location.hash)?.[1];
try { lang ??= localStorage.getItem("downhill.lang") ?? undefined; } catch { }
lang ??= navigator.languages.map(tag => tag.slice(0, 2).toLowerCase()).find(tag => tag in files) ?? "en";
// The same build's words, lessons and formulas: their names do not change, so a question mark keeps old copies away.
html.dataset.build = name("v") ?? name("js").replace(/\W/g, "");
html.dataset.maps = name("maps");
const text = async file => {
  const answer = await fetch(new URL(`${file}?${html.dataset.build}`, here));
  if (!answer.ok) throw new Error(`${file} did not arrive`);
  return answer.text();
};
const place = document.createElement("template");
place.id = `words-${lang in files ? lang : "en"}`;
const words = text(files[lang] ?? files.en).then(words => {
  place.dataset.words = words;
  document.head.append(place);
});
// What only the other programs say.
const more = async () => { place.dataset.more ??= await text((files[lang] ?? files.en).replace(".", "-more.")); };

// The two programs: the element each has for itself, and what stands there until it has come.
const app = document.getElementById("app");
const race = { root: app, boxes: app.querySelector("main"), js: name("js"), wasm: name("wasm") };
const sheet = document.createElement("main");
sheet.className = "reading";
const pages = {
  root: document.getElementById("pages"), boxes: sheet, js: `${name("pages")}.js`, wasm: `${name("pages")}_bg.wasm`,
  css: ["averages.css", "lessons.css", "slides.css"],
};
// This alone decides which program a link belongs to: it shows that one's element and hides the other, and the
// programs go by that.
function page(hash) { return /[#&]page=(averages|lessons|slides)(?=[/&%]|$)/.exec(hash)?.[1] ?? "race"; }
let shown = race;
// A landscape in somebody else's page.
const plot = document.createElement("main");
plot.className = "embed";
plot.innerHTML = '<section class="stage" aria-busy="true"></section>';
const embed = {
  root: document.getElementById("embed"), boxes: plot, js: `${name("plot")}.js`, wasm: `${name("plot")}_bg.wasm`,
  css: ["embed.css"],
};

// Style sheets that only this program needs, before the one that fits everything into small windows.
function dress(file) {
  if (packed) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(`${file}?${html.dataset.build}`, here);
  const there = new Promise((done, failed) => {
    link.onload = done;
    link.onerror = () => { link.remove(); failed(new Error(`${file} did not arrive`)); };
  });
  document.querySelector("link[href*=layouts]").before(link);
  return there;
}

async function load(part) {
  part.started = true;
  try {
    const wasm = fetch(new URL(part.wasm, here));
    // Another try has another address: a browser may remember that a module did not arrive.
    const script = packed?.scripts[part.js] ?? import(new URL(`${part.js}#${part.tries = (part.tries ?? 0) + 1}`, here).href);
    const [{ default: init }] = await Promise.all([script, wasm, words, part === race || more(), ...(part.css ?? []).map(dress)]);
    await init({ module_or_path: wasm });
  } catch (error) {
    part.started = false;
    throw error;
  }
}

async function start(part) {
  try {
    await load(part);
  } catch (error) {
    const place = part.root.querySelector(".stage, .reading");
    place?.querySelector("[role=alert]")?.remove();
    const words = document.createElement("p");
    // Beside the still picture, if there is one.
    words.className = "notice";
    words.setAttribute("role", "alert");
    words.textContent = "Downhill could not start: this browser lacks WebAssembly with SIMD, or the files did not arrive. "
      + "Reload, or use a browser of the last five years. · Downhill 无法启动：浏览器缺少 WebAssembly SIMD，或文件未能下载。请刷新，或换用近五年的浏览器。";
    place?.removeAttribute("aria-busy");
    place?.append(words);
    throw error;
  }
}

// The tools: dialogs. Which one is asked for, and the words while it is on its way, stand in attributes of their
// element (`src/web/tool.rs`); they look there themselves once they have come.
const tools = {
  root: document.getElementById("tools"), js: `${name("tools")}.js`, wasm: `${name("tools")}_bg.wasm`, css: ["tools.css"],
};

function say(role, text, root = tools.root) {
  const box = document.createElement("div");
  box.className = "page-notice";
  const words = document.createElement("p");
  words.className = "notice";
  words.setAttribute("role", role);
  box.append(words);
  root.replaceChildren(box);
  words.textContent = text;
}

let coming;
const bring = () => coming ??= load(tools).then(() => { tools.there = true; }, error => {
  coming = undefined;
  throw error;
});

document.addEventListener("downhill:tool", async () => {
  if (tools.there) return;
  const { waiting, failed } = tools.root.dataset;
  const late = setTimeout(() => say("status", waiting), 250);
  // Who does not want to wait goes on.
  const off = new AbortController();
  addEventListener("keydown", event => { if (event.key === "Escape") delete tools.root.dataset.tool; }, { signal: off.signal });
  try {
    await bring();
  } catch (error) {
    console.error(error);
    say("alert", failed);
    const hush = () => { if (!tools.started) tools.root.replaceChildren(); };
    on("pointerdown keydown", hush, { once: true });
  }
  clearTimeout(late);
  off.abort();
});

// The data beside the landscape are drawn by the tools too. Without them the race is whole.
const quietly = () => { if (!tools.tries) bring().catch(console.error); };
document.addEventListener("downhill:fit", quietly);

// So are the maps, and what the sliders' tracks say: that when the reader has begun to do something, or has looked on for
// a while; never for who wants to save data.
let later;
document.addEventListener("downhill:map", () => {
  const maps = document.getElementById("maps");
  if (maps?.hidden === false || /swarm=|view=basins/.test(maps?.dataset.scene)) return quietly();
  // A guest has no maps to open, and no tracks.
  if (shown === embed) return;
  if (later || navigator.connection?.saveData) return;
  later = setTimeout(quietly, 4000);
  const soon = () => setTimeout(quietly, 400);
  on("pointerdown keydown", soon, { once: true, passive: true });
});

// The landscape in three dimensions, with the first scene that is seen so. Without it the one from above is whole.
const terrain = { js: `${name("terrain")}.js`, wasm: `${name("terrain")}_bg.wasm`, css: ["terrain.css"] };
let rising = false;
document.addEventListener("downhill:head", () => {
  if (rising) return;
  rising = true;
  load(terrain).catch(error => {
    console.error(error);
    const root = document.body.appendChild(document.createElement("div"));
    say("alert", /^tool_failed = (.*)/m.exec(place.dataset.words)?.[1], root);
    // Whatever the reader does next tries again.
    const again = () => { root.remove(); rising = false; };
    on("pointerdown keydown", again, { once: true });
  });
});

// While a program is on its way the bar stays as it is; its tabs are links and work.
function standIn(part) {
  const bar = shown.root.querySelector(".bar")?.cloneNode(true) ?? "";
  if (bar) {
    bar.querySelectorAll(".end").forEach(end => { end.inert = true; });
    for (const tab of bar.querySelectorAll(".tab")) {
      const at = page(tab.hash);
      // The tab of the page that is left only says which page it is: here it leads back to its scene.
      if (at !== "lessons") tab.hash = document.body.dataset[at] ?? tab.hash;
      if (at === page(location.hash)) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
  }
  part.root.replaceChildren(part === embed ? "" : bar, part.boxes);
}

async function show() {
  delete tools.root.dataset.tool;
  const part = guest(location.hash) ? embed : page(location.hash) === "race" ? race : pages;
  // A guest in another page and the site itself know nothing of each other.
  if (shown.started && (part === embed) !== (shown === embed)) return location.reload();
  // The other pages in somebody else's page: the figures without the bar.
  if (framed(location.hash)) html.dataset.framed = "";
  if (/[#&]lock=/.test(location.hash)) also("lock");
  const byTab = document.activeElement?.matches(".tab") && part !== shown;
  if (part !== shown) {
    if (!part.started) standIn(part);
    if (!shown.started) shown.root.replaceChildren();
    shown.root.hidden = true;
    part.root.hidden = false;
    shown = part;
  }
  if (!part.started) await start(part);
  // Who came by a tab stays on the tab.
  if (byTab) requestAnimationFrame(() => shown.root.querySelector(".tab[aria-current]")?.focus({ preventScroll: true }));
}

// What is dropped, copied and pasted. A file must not take the place of the page, however early it comes.
const outside = () => shown === embed || also("outside");
on("dragover drop", event => {
  if (event.dataTransfer?.types.includes("Files")) {
    event.preventDefault();
    outside();
  }
});

on("hashchange", show);
const begun = show();
// While the files are on their way: whether this browser can draw in three dimensions at all.
if (!document.createElement("canvas").getContext("webgl2")) html.dataset.flat = "";
await begun;
setTimeout(() => {
  outside();
  // What only paper needs; a printer that is quicker gets a plainer sheet.
  dress("print.css")?.catch(() => {});
}, 3500);

// Offline after the first visit: later than everything that the page itself needs. Not for a guest in another page.
if (!packed && shown !== embed && top === window && navigator.serviceWorker) {
  // Where it is refused (a private window), the site just needs the network.
  setTimeout(() => navigator.serviceWorker.register(new URL("sw.js", here)).catch(() => {}), 5000);
}
