// A program has broken off: a panic, a trap, no memory left. It is of no more use, but the scene is not lost, for its link
// stands in the page. This says so, and offers to load the page anew. Loaded by boot.js only then, so it relies on
// nothing else having come: it brings its own words, in both languages. In the one-file page it waits in the page itself.
const WORDS = {
  en: {
    title: "Downhill has stopped",
    why: "Something went wrong in this page, and it cannot go on. Your scene is not lost: its link opens it again. "
      + "If it stops again, begin with the opening scene.",
    link: "Link of the scene", reload: "Reload this scene", copy: "Copy link", copied: "Copied", select: "Selected: press Ctrl+C",
    begin: "Opening scene",
  },
  zh: {
    title: "Downhill 已停止运行",
    why: "页面出错，无法继续。当前场景没有丢失，用它的链接就能重新打开。如果再次停止，可以从初始场景重新开始。",
    link: "场景链接", reload: "重新载入该场景", copy: "复制链接", copied: "已复制", select: "已选中，按 Ctrl+C 复制",
    begin: "初始场景",
  },
};

function make(parent, name, className, text) {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  parent.append(element);
  return element;
}

function stop() {
  if (document.getElementById("crash")) return;
  const words = WORDS[document.documentElement.lang.slice(0, 2)] ?? WORDS.en;
  const address = document.body.dataset.address ?? location.href;
  const [base, scene] = address.split("#");
  const opening = document.getElementById("embed").hidden ? base : `${base}#embed=1`;
  // What is left of the programs hears nothing any more.
  for (const id of ["app", "pages", "embed", "tools"]) document.getElementById(id).inert = true;
  for (const what of ["keydown", "keyup", "hashchange", "resize", "paste", "copy", "drop", "message"]) {
    addEventListener(what, event => event.stopImmediatePropagation(), true);
  }
  // A reload by the browser's own button opens the scene too, and "My scenes" has it as the last one.
  try { history.replaceState(null, "", address); } catch { }
  if (top === window) try { localStorage.setItem("downhill.last", scene ?? ""); } catch { }

  const dialog = make(document.body, "dialog", "dialog", "");
  dialog.id = "crash";
  dialog.setAttribute("role", "alertdialog");
  dialog.style.gridTemplateColumns = "minmax(0, 1fr)";
  const title = make(dialog, "h1", "", words.title);
  title.id = "crash-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const why = make(dialog, "p", "", words.why);
  why.id = "crash-why";
  dialog.setAttribute("aria-describedby", why.id);

  const row = make(dialog, "div", "copy", "");
  const field = make(row, "input", "input link", "");
  field.readOnly = true;
  field.value = address;
  field.setAttribute("aria-label", words.link);
  const copy = make(row, "button", "btn line", words.copy);
  copy.setAttribute("aria-live", "polite");
  copy.onclick = async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(address);
      copy.textContent = words.copied;
    } catch {
      copy.textContent = words.select;
    }
  };
  const go = to => {
    try { history.replaceState(null, "", to); } catch { }
    location.reload();
  };
  const choices = make(dialog, "div", "row", "");
  choices.style.flexWrap = "wrap";
  const reload = make(choices, "button", "btn solid", words.reload);
  reload.onclick = () => go(address);
  make(choices, "button", "btn line", words.begin).onclick = () => go(opening);
  dialog.oncancel = event => event.preventDefault();
  dialog.showModal();
  reload.focus();
}

if (globalThis.downhillPacked) {
  for (const what of ["error", "unhandledrejection"]) {
    addEventListener(what, ({ error, reason }) => { if ((error ?? reason)?.name === "RuntimeError") stop(); });
  }
} else {
  stop();
}
