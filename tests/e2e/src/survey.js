// Every control that is shown, how large it is and whether something else lies over its middle.
// Switches and boxes count with their label, which is pressed as well.
const controls = document.querySelectorAll("button, a[href], input, select, textarea");
const described = (element) =>
  `${element.tagName.toLowerCase()}${element.id && "#" + element.id}${element.getAttribute("class") ? "." + element.getAttribute("class").replaceAll(" ", ".") : ""}`;
const named = (element) => {
  const group = element.closest("[role=group], [role=dialog]");
  const own = element.getAttribute("aria-label") ?? element.closest("label")?.innerText ?? element.innerText;
  return [group?.getAttribute("aria-label"), own.trim().split("\n")[0] || described(element)].filter(Boolean).join(": ");
};
const found = [];
for (const element of controls) {
  if (!element.checkVisibility({ visibilityProperty: true })) continue;
  const target = (["checkbox", "radio"].includes(element.type) && element.closest("label")) || element;
  target.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const { x, y, width, height, right, bottom } = target.getBoundingClientRect();
  // What is kept outside the page (a skip link) is shown to nobody until it has the focus.
  if (right <= 0 || bottom <= 0 && scrollY === 0) continue;
  const over = document.elementFromPoint(x + width / 2, y + height / 2);
  const own = over !== null && (target.contains(over) || over.contains(target) && over.tagName === "LABEL");
  found.push({ name: named(element), x, y, width, height, over: own ? null : over === null ? "the edge of the window" : described(over) });
}
for (const box of [document.scrollingElement, ...document.querySelectorAll(".runs, .panel")]) box.scrollTop = 0;
return found;
