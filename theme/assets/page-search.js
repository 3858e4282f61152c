// Pages that words find beside providers, by full text: guidance, frameworks, forms. Pagefind's index is beside the
// pages; it is loaded when there is something to look for.
import { node } from "./dom.js";
import { asked, same, words } from "./spelling.js";

/** Pages that are looked at, the best first. */
const MOST = 30;
/** Words about those found. */
const EXCERPT = 24;

/** @type {Promise<Pagefind> | null} */
let loading = null;
/** The words of each page that was found, by its address. @type {Map<string, string[]>} */
const known = new Map();

/** @param {URL} root */
function pagefind(root) {
  loading ??= import(new URL("pagefind/pagefind.js", root).href).then(async (loaded) => {
    await loaded.options({ baseUrl: root.pathname, excerptLength: EXCERPT });
    await loaded.init();
    return loaded;
  });
  loading.catch(() => {
    loading = null;
  });
  return loading;
}

/**
 * The pages below `root` that have every word of a text, the best first; none where the index does not load. Pagefind
 * gives pages with some of the words too, or with the beginning of one: these are left out.
 * @param {URL} root @param {string} text @returns {Promise<PageFound[]>}
 */
export async function pagesFound(root, text) {
  const wanted = asked(words(text));
  if (!wanted.length) return [];
  try {
    const { results } = await (await pagefind(root)).search(text);
    const pages = await Promise.all(results.slice(0, MOST).map((result) => result.data()));
    return pages.filter((page) => hasAll(page, wanted));
  } catch {
    return [];
  }
}

/** @param {PageFound} page @param {string[]} wanted */
function hasAll({ url, content }, wanted) {
  const there = known.get(url) ?? [...new Set(words(content))];
  known.set(url, there);
  return wanted.every((word) => there.some((one) => one.startsWith(word) || same(word, one)));
}

/**
 * Text with its <mark>s, as nodes: nothing of the index is ever taken as HTML.
 * @param {string} html
 */
function excerpt(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return [...body.childNodes].map(({ nodeName, textContent }) =>
    nodeName === "MARK" ? node("mark", {}, textContent) : textContent,
  );
}

/** A page in a list. @param {PageFound} page */
export function pageItem({ url, excerpt: html, meta: { title, kind } }) {
  return node(
    "li",
    {},
    node("h3", {}, node("a", { href: url }, title)),
    node("p", {}, kind && `${kind}: `, excerpt(html)),
  );
}
