// What a monkey could do now: picks one thing by random numbers between 0 and 1, and says what it is and where.
const [kind, pick, more] = arguments;
const shown = element => {
  const { x, y, width, height } = element.getBoundingClientRect();
  if (!(width > 0 && height > 0 && x + width > 0 && y + height > 0 && x < innerWidth && y < innerHeight)) return false;
  return element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]") && !element.disabled;
};
const SETS = {
  // Nothing that leads to another site, opens a window of the system or fills the disk.
  click: "button, summary, [role=tab], [role=radio], [role=option], label.switch, label.radio, input[type=checkbox], input[type=radio], a[href^='#'], .swatch, [tabindex='0']",
  slide: "input[type=range]",
  type: "input:not([type=range]):not([type=checkbox]):not([type=radio]):not([type=file]), textarea",
  choose: "select",
  point: "canvas, .handle, .cover",
};
const NEVER = "[download], .file, input[type=file]";
const all = [...document.querySelectorAll(SETS[kind])].filter(element => shown(element) && !element.closest(NEVER));
const chosen = all[Math.floor(pick * all.length)];
if (!chosen) return null;
const { x, y, width, height } = chosen.getBoundingClientRect();
const clip = (value, most) => Math.min(Math.max(value, 1), most - 2);
const across = kind === "click" ? 0.5 : more, down = kind === "point" ? (more * 7.13) % 1 : 0.5;
const name = `${chosen.tagName.toLowerCase()} ${chosen.ariaLabel ?? chosen.textContent.trim().slice(0, 30)}`;
if (kind === "choose") {
  const open = [...chosen.options].filter(option => !option.disabled);
  chosen.value = open[Math.floor(more * open.length)]?.value;
  for (const what of ["input", "change"]) chosen.dispatchEvent(new Event(what, { bubbles: true }));
}
return { name, x: clip(x + width * across, innerWidth), y: clip(y + height * down, innerHeight) };
