// Pages that words find beside providers, by full text: guidance, frameworks, forms. Pagefind's index is beside the
// pages; it is loaded when there is something to look for.
import { node } from "./dom.js";
import { words } from "./spelling.js";

/** Pages that are looked at, the best first. */
const MOST = 30;
/** Words about those found. */
const EXCERPT = 24;

/** @type {Promise<Pagefind> | null} */
let loading = null;
/** The words of each page that was found, by its address. @type {Map<string, string>} */
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
 * The pages below `root` that answer some of the words, then those that have every word, or every one of another way
 * to say it, the best first; of these none where the index does not load, which `failed` says. Pagefind gives pages with
 * some of the words too, or with the beginning of one: these are left out.
 * @param {URL} root @param {Told | null} told @returns {Promise<{ pages: PageFound[], failed: boolean }>}
 */
export async function pagesFound(root, told) {
  const pages = (told?.pages ?? []).map(([title, address]) => ({
    url: new URL(address, root).pathname + new URL(address, root).hash,
    content: "",
    excerpt: "",
    meta: { title },
  }));
  let failed = false;
  try {
    pages.push(...(await Promise.all((told?.ways ?? []).map((way) => withAll(root, way)))).flat());
  } catch {
    failed = true;
  }
  const first = (/** @type {string} */ url) => pages.findIndex((page) => page.url.split("#")[0] === url.split("#")[0]);
  return { pages: pages.filter(({ url }, at) => at === first(url)), failed };
}

/** @param {URL} root @param {string[]} phrases */
async function withAll(root, phrases) {
  const { results } = await (await pagefind(root)).search(phrases.join(" "));
  const pages = await Promise.all(results.slice(0, MOST).map((result) => result.data()));
  return pages.filter((page) => says(page, phrases));
}

/** Whether a page says every phrase, a word of it also in the plural. @param {PageFound} page @param {string[]} phrases */
function says({ url, content }, phrases) {
  const there = known.get(url) ?? ` ${words(content).join(" ")} `;
  known.set(url, there);
  return phrases.every((phrase) => there.includes(` ${phrase}`) || there.includes(` ${phrase.replace(/s$/, "")} `));
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
