// What a link locks (`lock=`) cannot be pressed or typed into either. The programs refuse such changes themselves; this
// shows it. Loaded by boot.js only for links that lock something; what is locked stands in `data-lock` of the page.
const html = document.documentElement;
const CONTROLS = {
  surface: ".surface-btn",
  start: ".handle",
  view: ".plate.tr .icon",
  runs: ".run .name select, .run .buttons button, .runs .last button",
  parameters: ".run .param :is(input, select, button), .run .more :is(input, select)",
  rates: ".panel > .head > .btn",
  noise: ".plate.tl > .btn",
};

const locked = new Set();
function lock() {
  const names = (html.dataset.lock ?? "").split(" ").filter(name => name in CONTROLS);
  const wanted = new Set(names.length ? document.querySelectorAll(names.map(name => CONTROLS[name]).join(", ")) : []);
  for (const control of locked) {
    if (!wanted.has(control)) {
      control.disabled = false;
      locked.delete(control);
    }
  }
  for (const control of wanted) {
    if (!control.disabled) {
      control.disabled = true;
      locked.add(control);
    }
  }
}

// What is made anew is locked anew.
new MutationObserver(lock).observe(html, { attributes: true, attributeFilter: ["data-lock"], childList: true, subtree: true });
lock();
