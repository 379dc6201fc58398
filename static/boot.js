// Starts the wasm. Kept outside the page so that a strict Content-Security-Policy needs no inline script,
// and so that a worker can be started from the very same address (js and wasm names are in the query).
const here = new URL(import.meta.url);
const root = document.documentElement;

// The reader's theme, before the first picture. Blocked storage is no fault: then the system's theme is used.
let theme = /(?:^|[#&])theme=(light|dark)(?:&|$)/.exec(location.hash)?.[1];
try { theme ??= localStorage.getItem("downhill.theme") ?? undefined; } catch { }
if (theme === "light" || theme === "dark") {
  root.dataset.theme = theme;
  document.querySelectorAll(".still source").forEach(source => source.remove());
  document.querySelectorAll(".still img").forEach(img => { img.src = `still-${theme}.svg`; });
}
// Another scene than the opening one must not flash the opening one.
if (/(?:^|[#&])(surface|domain|start|page)=/.test(location.hash)) document.querySelector(".still")?.remove();

try {
  const { default: init } = await import(new URL(here.searchParams.get("js"), here).href);
  await init({ module_or_path: new URL(here.searchParams.get("wasm"), here) });
} catch (error) {
  const words = document.createElement("p");
  words.className = "no-canvas";
  words.setAttribute("role", "alert");
  words.textContent = "Downhill could not start: this browser lacks WebAssembly with SIMD, or the files did not arrive. "
    + "Reload, or use a browser of the last five years. · Downhill 无法启动：浏览器缺少 WebAssembly SIMD，或文件未能下载。请刷新，或换用近五年的浏览器。";
  document.querySelector("#app .stage")?.append(words);
  throw error;
}
