// The language menu keeps where the reader is: query, anchor and the troubleshooter's answers.
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

// Material writes the number of results; a status is read out.
document.querySelector(".md-search-result__meta")?.setAttribute("role", "status");

export {};
