// Elements found in a page, and made from data. Every value becomes text or an attribute, never markup.

/**
 * The element of a kind that a selector finds. Throws where there is none: a page and its scripts are of one build.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root @param {string} selector @param {new () => T} [kind] @returns {T}
 */
export function find(root, selector, kind) {
  const found = root.querySelector(selector);
  if (found instanceof (kind ?? HTMLElement)) return /** @type {T} */ (found);
  throw new Error(`no ${selector}`);
}

/**
 * Every element of a kind that a selector finds.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root @param {string} selector @param {new () => T} [kind] @returns {T[]}
 */
export function findAll(root, selector, kind) {
  return /** @type {T[]} */ (
    [...root.querySelectorAll(selector)].filter((one) => one instanceof (kind ?? HTMLElement))
  );
}

/** The content of a template of the page. @param {string} selector @param {ParentNode} [root] */
export function template(selector, root = document) {
  return find(root, `template${selector}`, HTMLTemplateElement).content;
}

/**
 * An element with attributes and children; `false`, `null` and `undefined` are left out, text stays text.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {{ [key: string]: unknown, on?: Record<string, EventListener> }} attributes
 * @param {...(Child | Child[])} children
 */
export function node(name, { on = {}, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  for (const [event, act] of Object.entries(on)) made.addEventListener(event, act);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value != null) made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.flat().filter((child) => child !== false && child != null));
  return made;
}

/** A button of little weight. @param {() => unknown} act @param {...(Child | Child[])} children */
export function button(act, ...children) {
  return node("button", { type: "button", class: "ap-quiet", on: { click: act } }, ...children);
}

/** Gives the reader a file that was made in the page. @param {string} name @param {string} type @param {string} text */
export function save(name, type, text) {
  const link = node("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Visually hidden text, for screen readers. @param {string} words */
export function unseen(words) {
  return node("span", { class: "ap-hidden" }, words);
}

/** Every sign, in the order in which they are counted, as the page carries them. @returns {Signs} */
export function standings() {
  const rows = findAll(template("[data-ap-shapes]"), "[data-standing]");
  return Object.fromEntries(
    rows.map(({ dataset: { standing = "", label = "", tone = "", apart = "" }, firstElementChild }) => [
      standing,
      { label, tone, apart, shape: () => /** @type {Element} */ (firstElementChild).cloneNode(true) },
    ]),
  );
}

/** Words with the shape of their sign before them, in its tone: what a visit found, or a warning. `overdue` and `detail` have none. @param {Signs} shapes @param {string} sign @param {string} words */
export function told(shapes, sign, words) {
  if (sign === "overdue") return node("span", { class: "ap-row-late" }, words);
  if (sign === "detail") return node("span", { class: "ap-detail" }, words);
  return node("span", { class: `ap-told ap-${shapes[sign].tone}` }, shapes[sign].shape(), ` ${words}`);
}
