// The elements of a role that assistive technology is shown, in the order of the document: by the role that is written,
// or else by what the element is. Their names are asked of the browser.
const [root, role] = arguments;
const NATIVE = {
  button: "button, summary, input[type=button], input[type=submit], input[type=reset]",
  link: "a[href]", slider: "input[type=range]", spinbutton: "input[type=number]",
  textbox: "input:not([type]), input[type=text], input[type=url], textarea", searchbox: "input[type=search]",
  checkbox: "input[type=checkbox]", radio: "input[type=radio]", combobox: "select", listbox: "select[multiple]",
  img: "img:not([alt=''])", group: "fieldset, details", dialog: "dialog", table: "table", list: "ul, ol",
  listitem: "li", main: "main", complementary: "aside", navigation: "nav", progressbar: "progress", region: "section",
  rowheader: "th[scope=row]", columnheader: "th[scope=col]", heading: "h1, h2, h3, h4, h5, h6", status: "output",
  option: "option", form: "form", article: "article", figure: "figure",
};
const wanted = role === "image" ? "img" : role;
const query = [`[role=${wanted}]`, wanted === "img" ? "[role=image]" : "", NATIVE[wanted] ?? ""].filter(Boolean).join(", ");
const modal = [...document.querySelectorAll("dialog:modal, [role=dialog][aria-modal=true]")].pop();
const shown = element =>
  element.checkVisibility({ visibilityProperty: true })
  && !element.closest("[aria-hidden=true], [inert]")
  && (!modal || modal.contains(element));
const own = element => {
  const written = element.getAttribute("role")?.trim().split(/\s+/)[0];
  return !written || (written === "image" ? "img" : written) === wanted;
};
return [...(root ?? document).querySelectorAll(query)].filter(element => own(element) && shown(element));
