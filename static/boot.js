// Starts the wasm: of the race, or of averages and lessons, whichever the link asks for; the other one with the first
// visit of one of its pages. Kept outside the page so that a strict Content-Security-Policy needs no inline script
// (the names of the programs are in the query).
const here = new URL(import.meta.url);
const name = key => here.searchParams.get(key);
const html = document.documentElement;

// The reader's theme, before the first picture. Blocked storage is no fault: then the system's theme is used.
let theme = /(?:^|[#&])theme=(light|dark)(?:&|$)/.exec(location.hash)?.[1];
try { theme ??= localStorage.getItem("downhill.theme") ?? undefined; } catch { }
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
html.dataset.build = name("js").replace(/\W/g, "");
const words = fetch(new URL(`${files[lang] ?? files.en}?${html.dataset.build}`, here)).then(async answer => {
  const place = document.createElement("template");
  place.id = `words-${lang in files ? lang : "en"}`;
  place.dataset.words = answer.ok ? await answer.text() : "";
  document.head.append(place);
});

// The two programs: the element each has for itself, and what stands there until it has come.
const app = document.getElementById("app");
const race = { root: app, boxes: app.querySelector("main"), js: name("js"), wasm: name("wasm") };
const sheet = document.createElement("main");
sheet.className = "reading";
const pages = {
  root: document.getElementById("pages"), boxes: sheet, js: `${name("pages")}.js`, wasm: `${name("pages")}_bg.wasm`,
};
// This alone decides which program a link belongs to: it shows that one's element and hides the other, and the
// programs go by that.
const page = hash => /[#&]page=(averages|lessons)(?=[/&%]|$)/.exec(hash)?.[1] ?? "race";
let shown = race;

async function start(part) {
  part.started = true;
  try {
    const wasm = fetch(new URL(part.wasm, here));
    const { default: init } = await import(new URL(part.js, here).href);
    await words;
    await init({ module_or_path: wasm });
  } catch (error) {
    part.started = false;
    const words = document.createElement("p");
    words.className = "no-canvas";
    words.setAttribute("role", "alert");
    words.textContent = "Downhill could not start: this browser lacks WebAssembly with SIMD, or the files did not arrive. "
      + "Reload, or use a browser of the last five years. · Downhill 无法启动：浏览器缺少 WebAssembly SIMD，或文件未能下载。请刷新，或换用近五年的浏览器。";
    part.root.querySelector(".stage, .reading")?.replaceChildren(words);
    throw error;
  }
}

// While a program is on its way the bar stays as it is; its tabs are links and work.
function standIn(part) {
  const bar = shown.root.querySelector(".bar")?.cloneNode(true) ?? "";
  if (bar) {
    bar.querySelectorAll(".end").forEach(end => { end.inert = true; });
    for (const tab of bar.querySelectorAll(".tab")) {
      if (page(tab.hash) === page(location.hash)) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
  }
  part.root.replaceChildren(bar, part.boxes);
}

async function show() {
  const part = page(location.hash) === "race" ? race : pages;
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

addEventListener("hashchange", show);
await show();
