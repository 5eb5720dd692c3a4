// What the theme leaves out. The language menu keeps where the reader is: query, anchor and the troubleshooter's answers.
// On the start page, a reader whose browser prefers another of our languages is offered it.

/** @type {NodeListOf<HTMLAnchorElement>} */
const links = document.querySelectorAll(".kb-languages a[hreflang]");
const menu = document.querySelector(".kb-languages details");

/** Set just before the link is followed, however that is done: click, Enter, middle button. */
function carry(/** @type {Event} */ event) {
  const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
  link.search = location.search;
  link.hash = location.hash;
}

for (const link of links) {
  for (const sign of ["pointerdown", "focus", "click"]) link.addEventListener(sign, carry);
}

menu?.addEventListener("keydown", (event) => {
  if (/** @type {KeyboardEvent} */ (event).key === "Escape") {
    menu.removeAttribute("open");
    menu.querySelector("summary")?.focus();
  }
});
document.addEventListener("click", (event) => {
  if (!menu?.contains(/** @type {Node} */ (event.target))) menu?.removeAttribute("open");
});

/** Offer the page in the language that the browser prefers; a reader who closes it is not asked again. */
function offer() {
  const ours = [...links].map((link) => link.hreflang);
  const preferred = navigator.languages
    .map((language) => language.slice(0, 2).toLowerCase())
    .find((language) => ours.includes(language));
  const link = [...links].find((link) => link.hreflang === preferred);
  if (!link?.dataset.offer || preferred === document.documentElement.lang) return;
  try {
    if (localStorage.getItem("kb-language-offer")) return;
  } catch {
    return; // storage is off: better no offer than one on every visit
  }
  const box = document.createElement("p");
  box.className = "kb-offer";
  box.lang = link.hreflang;
  const offered = document.createElement("a");
  offered.href = link.href;
  offered.hreflang = link.hreflang;
  offered.textContent = link.dataset.offer;
  const close = document.createElement("button");
  close.type = "button";
  close.lang = document.documentElement.lang;
  close.textContent = link.dataset.close ?? "×";
  close.addEventListener("click", () => {
    localStorage.setItem("kb-language-offer", "closed");
    box.remove();
  });
  box.append(offered, close);
  document.querySelector("article h1")?.before(box);
}
offer();

// Material acts on single keys (n leaves the page, on a radio button too); speech input types such.
window.addEventListener(
  "keydown",
  (event) => {
    const fields = "input:not([type=radio], [type=checkbox]), textarea, select";
    const typing = event.target instanceof Element && event.target.closest(fields);
    if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && /^[fsnp,./]$/.test(event.key)) {
      event.stopImmediatePropagation();
    }
  },
  { capture: true },
);

// A drawing wider than a phone is scrolled: with the arrow keys, once it can have the focus.
/** @type {NodeListOf<HTMLElement>} */
const drawings = document.querySelectorAll('.md-typeset p:has(> img[src$=".svg"]:only-child)');
for (const drawing of drawings) {
  if (drawing.scrollWidth > drawing.clientWidth) drawing.tabIndex = 0;
}

// On a narrow screen, which is also a wide one at 400 %, search and menu open by checkboxes that are not
// shown. Their labels cannot be reached with the keyboard and do not say what is open; buttons do.
const search = document.querySelector(".md-search");
const field = /** @type {HTMLInputElement | null} */ (search?.querySelector("input"));
const narrow = matchMedia("(max-width: 59.9844em)"); // there the field is behind a button

/** @param {string} id of the checkbox @param {string} name what is read out @param {() => void} opened */
function button(id, name, opened) {
  const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
  const label = document.querySelector(`.md-header__button[for="${id}"]`);
  const button = document.createElement("button");
  if (!toggle || !label) return { close: (/** @type {boolean} */ _back) => {} };
  const say = () => button.setAttribute("aria-expanded", String(toggle.checked));
  button.type = "button";
  button.className = label.className;
  button.dataset.toggle = id;
  button.setAttribute("aria-label", name);
  button.append(...label.childNodes);
  button.addEventListener("click", () => {
    toggle.click();
    if (toggle.checked) opened();
  });
  label.replaceWith(button);
  toggle.addEventListener("change", say);
  say();
  return {
    /** @param {boolean} back whether the focus returns to the button */
    close(back) {
      if (!toggle.checked) return;
      toggle.click();
      if (back) button.focus();
    },
  };
}

/** @type {HTMLElement | null} */
const languages = document.querySelector(".kb-languages");
const drawer = button("__drawer", languages?.dataset.menu ?? "", () => {
  // The part of the menu with this page lies over the others.
  const list = document.querySelector(".md-nav--primary .md-nav__link--active")?.closest("ul");
  /** @type {NodeListOf<HTMLElement>} */
  const entries = (list ?? document).querySelectorAll(".md-nav__link[href]");
  [...entries].find((link) => link.offsetWidth)?.focus();
});
const finder = button("__search", field?.placeholder ?? "", () => field?.focus());

// Material closes the search on Tab, and Esc leaves the focus nowhere.
window.addEventListener(
  "keydown",
  (event) => {
    const inSearch = event.target instanceof Node && search?.contains(event.target);
    if (event.key === "Escape" && !inSearch) drawer.close(true);
    if (!inSearch || (event.key !== "Escape" && event.key !== "Tab")) return;
    event.stopImmediatePropagation();
    if (event.key === "Tab") return;
    if (!narrow.matches) field?.focus();
    // The theme opens it a moment after the field has got the focus.
    setTimeout(() => finder.close(narrow.matches), 20);
  },
  { capture: true },
);
search?.addEventListener("focusout", (event) => {
  const to = /** @type {FocusEvent} */ (event).relatedTarget;
  if (to instanceof Node && !search.contains(to)) finder.close(false);
});

export {};
