// Injected before the page's own scripts: notes every error and counts what keeps a page busy.
(() => {
  const errors = [];
  const note = (kind, parts) => errors.push(kind + ": " + parts.map(String).join(" "));
  addEventListener("error", (event) => note("error", [event.message || "cannot load " + (event.target.src || event.target.href)]), true);
  addEventListener("unhandledrejection", (event) => note("unhandled rejection", [event.reason]));
  addEventListener("securitypolicyviolation", (event) => note("the page's policy", [event.effectiveDirective, "forbids", event.blockedURI]));
  const told = console.error;
  console.error = (...parts) => { note("console.error", parts); told.apply(console, parts); };
  const counts = { frames: 0, timers: 0 };
  const frame = window.requestAnimationFrame;
  window.requestAnimationFrame = (callback) => { counts.frames += 1; return frame.call(window, callback); };
  for (const name of ["setTimeout", "setInterval"]) {
    const start = window[name];
    window[name] = (...parts) => { counts.timers += 1; return start.apply(window, parts); };
  }
  Object.defineProperty(window, "__watch", { value: { errors, counts } });
})();
