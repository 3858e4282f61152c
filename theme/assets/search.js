// Full-text search with Pagefind's index, which is beside the pages. Results follow the typing and are announced.

import { find, node } from "./dom.js";
import { counted } from "./figures.js";

const form = find(document, "[data-ap-search]");
const input = find(form, "input[name=q]", HTMLInputElement);
const list = find(document, "[data-ap-results]");
const said = find(document, "[data-ap-said]");
const more = find(document, "[data-ap-more]");
const root = new URL("../", document.baseURI);
const BATCH = 12;

/** @type {Pagefind | null} */
let pagefind = null;
/** Counts the searches: the answer to an earlier one is stale, and dropped. */
let searchEpoch = 0;
/** @type {Hit[]} */
let found = [];
let shown = 0;

async function engine() {
  if (!pagefind) {
    /** @type {Pagefind} */
    const loaded = await import(new URL("pagefind/pagefind.js", root).href);
    await loaded.options({ baseUrl: root.pathname, excerptLength: 24 });
    await loaded.init();
    pagefind = loaded;
  }
  return pagefind;
}

/**
 * Text with its <mark>s, as nodes: the index holds words from records, so nothing of it is ever taken as HTML.
 * @param {string} html
 */
function excerpt(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return [...body.childNodes].map(({ nodeName, textContent }) =>
    nodeName === "MARK" ? node("mark", {}, textContent) : textContent,
  );
}

/** @param {PageFound} page */
function item({ url, excerpt: html, meta: { title, kind, about, standing, warning }, filters }) {
  const stands = standing && `Standing: ${standing.charAt(0).toLowerCase()}${standing.slice(1)}`;
  const closed = filters.referrals?.includes("closed") && "Not open to referrals";
  const line = [kind, about, closed, warning, stands].filter(Boolean).join(" · ");
  return node(
    "li",
    {},
    node("h2", {}, node("a", { href: url }, title)),
    line && node("p", { class: "ap-small" }, line),
    node("p", {}, excerpt(html)),
  );
}

/** The way to the finder with the same words. @param {string} query */
function elsewhere(query) {
  const href = new URL(`providers/?${new URLSearchParams({ q: query })}`, root).href;
  return node("li", {}, node("a", { href }, `Look for “${query}” among providers`));
}

async function show() {
  const epoch = searchEpoch;
  const part = await Promise.all(found.slice(shown, shown + BATCH).map((result) => result.data()));
  if (epoch !== searchEpoch) return null;
  const rows = part.map(item);
  list.append(...rows);
  shown += part.length;
  more.hidden = shown >= found.length;
  return rows[0] ?? null;
}

/**
 * Pages by how well they fit; in the places of providers, those that are open to referrals before those that are not.
 * @param {string} query
 */
async function look(query) {
  const { search } = await engine();
  const among = (/** @type {string} */ referrals) => search(query, { filters: { referrals } });
  const [all, open, closed] = await Promise.all([search(query), among("open"), among("closed")]);
  const providers = [...open.results, ...closed.results];
  const ids = new Set(providers.map(({ id }) => id));
  return all.results.map((page) => (ids.has(page.id) ? (providers.shift() ?? page) : page));
}

/** @param {string} query */
async function search(query) {
  const epoch = ++searchEpoch;
  if (!query) {
    list.replaceChildren();
    more.hidden = true;
    said.textContent = "";
    return;
  }
  try {
    const answer = await look(query);
    if (epoch !== searchEpoch) return;
    found = answer;
    shown = 0;
    list.replaceChildren();
    const number = found.length;
    said.textContent =
      number === 0
        ? `Nothing was found for “${query}”. Try fewer or other words, or look through the list of providers.`
        : `${counted(number, "page")} found for “${query}”.`;
    if (number === 0) list.append(elsewhere(query));
    await show();
  } catch {
    if (epoch === searchEpoch)
      said.textContent = "The search did not load. Try again, or look through the list of providers.";
  }
}

/** @param {string} query */
function remember(query) {
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
}

/** Milliseconds for which typing is debounced. */
const DEBOUNCE = 200;
let debounced = 0;
input.addEventListener("input", () => {
  clearTimeout(debounced);
  debounced = setTimeout(() => {
    const query = input.value.trim();
    remember(query);
    search(query);
  }, DEBOUNCE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(debounced);
  const query = input.value.trim();
  remember(query);
  search(query);
});
more.addEventListener("click", async () => {
  const first = await show();
  first?.querySelector("a")?.focus();
});

form.hidden = false;
const first = new URL(location.href).searchParams.get("q");
if (first) {
  input.value = first;
  search(first.trim());
}
