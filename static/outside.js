// Files that are dropped on the page, runs that are copied and pasted are the tools' affair (`src/web/tools/outside.rs`).
// This loads the tools with the first of them; what comes before they are there waits for them in a property of their
// element. Later than everything that the page itself needs.
(() => {
  const root = document.getElementById("tools"), embed = document.getElementById("embed");
  for (const what of ["dragenter", "dragover", "drop", "copy", "paste"]) addEventListener(what, event => {
    const { dataTransfer: drag, clipboardData: clip, target } = event;
    const inside = selector => target.closest?.(selector);
    if (root.dataset.ready || !embed.hidden) return;
    if (drag && !drag.types.includes("Files")) return;
    if (what === "copy" && !(inside(".run") && getSelection().isCollapsed)) return;
    if (what === "paste" && inside("input:not([type=range]), textarea, .dialog")) return;
    if (drag) event.preventDefault();
    if (!drag || what === "drop") root.late = { what, files: [...drag?.files ?? []], text: clip?.getData("text") };
    // What is said while the tools are on their way, or do not come.
    const words = document.querySelector(`#words-${document.documentElement.lang.slice(0, 2)}`)?.dataset.words;
    for (const word of ["waiting", "failed"]) {
      root.dataset[word] ??= RegExp(`^tool_${word} = (.*)`, "m").exec(words)?.[1] ?? "";
    }
    document.dispatchEvent(new Event("downhill:tool"));
  });
  // A finger copies a run by a button of its card.
  addEventListener("click", ({ target }) => {
    const button = target.closest?.(".copy-run");
    button?.focus();
    button?.dispatchEvent(new ClipboardEvent("copy", { bubbles: true }));
  });
  // The browser's own frame is as light or dark as the page, whatever the system is.
  const html = document.documentElement;
  const frame = () => document.querySelectorAll("meta[name=theme-color]").forEach((meta, dark) => {
    meta.media = (html.dataset.theme === "dark") === (dark === 1) ? "all" : "not all";
  });
  new MutationObserver(frame).observe(html, { attributes: true, attributeFilter: ["data-theme"] });
  frame();
  root.dataset.hears = "";
})();
