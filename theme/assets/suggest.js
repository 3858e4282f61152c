// What a search box suggests: places, providers by name, choices of the finder, pages by title. Each says what it does.
import { placesIndex } from "./places.js";
import { words } from "./spelling.js";

/** The most suggestions, and of one kind where there are others. */
const MOST = 8;
const EACH = 3;
/** Letters of a word that is looked for. */
const SHORTEST = 2;
const POSTCODE = /^[A-Z]{1,2}[0-9][A-Z0-9]? ?([0-9]([ABD-HJLNP-UW-Z]{0,2}))?$/i;
const NEAR = /^(.*?)\b(?:near|in|at|from)\s+(\S.*)$/i;

/** Whether every typed word begins a word of a text, in any order. @param {string[]} typed @param {string} text */
function begin(typed, text) {
  const there = words(text);
  return typed.length > 0 && typed.every((word) => there.some((one) => one.startsWith(word)));
}

/**
 * The place that a text ends in, or begins to, with what stands before it; towns that begin so, the first of them first.
 * @param {string} text @param {Pick<PlacesIndex, "areas" | "towns">} places
 * @returns {[before: string, place: string][]}
 */
export function placesOf(text, { areas, towns }) {
  const [, before = "", after = ""] = NEAR.exec(text) ?? ["", "", ""];
  const all = text.split(/\s+/);
  /** What may be a place, and the fewest letters of it that say so. @type {[before: string, said: string, least: number][]} */
  const parts = [[before.trim(), after, after ? 1 : Infinity]];
  for (let at = 0; at < all.length; at++) parts.push([all.slice(0, at).join(" "), all.slice(at).join(" "), 3]);
  for (const [rest, said, least] of parts) {
    const area = /^[A-Z]{1,2}(?=[0-9])/i.exec(said)?.[0].toUpperCase();
    if (area && areas.includes(area) && POSTCODE.test(said)) return [[rest, said.toUpperCase()]];
    const begun =
      said.length < least ? [] : towns.filter(([name]) => name.toLowerCase().startsWith(said.toLowerCase()));
    if (begun.length) return begun.slice(0, EACH).map(([name]) => [rest, name]);
  }
  return [];
}

/**
 * The choices of the finder that a text ends in, or begins to, with what stands before.
 * @param {string} text @param {Pick<SuggestFile, "words" | "choices">} given @returns {Suggestion[]}
 */
export function choicesOf(text, { words: entries, choices }) {
  const all = text.split(/\s+/);
  for (let at = 0; at < all.length; at++) {
    const before = all.slice(0, at).join(" ");
    const said = words(all.slice(at).join(" ")).join(" ");
    if (said.length < SHORTEST) break;
    /** @type {(label: string, query: Record<string, string>) => Suggestion} */
    const suggestion = (label, query) => ({
      text: before ? `${before}, ${label}` : label,
      does: "show providers",
      href: `providers/?${new URLSearchParams(query)}`,
      ask: query,
    });
    const found = choices
      .filter(([, , label]) => begin(said.split(" "), label.slice(label.indexOf(":") + 1)))
      .map(([key, value, label]) => suggestion(label, { ...(before && { q: before }), [key]: value }));
    for (const { name: called, typed, asked = [], choose } of entries) {
      if (!choose || ![...typed, ...asked].some((phrase) => phrase.startsWith(said))) continue;
      const [[column, [value, ...others]], more] = Object.entries(choose);
      if (others.length) continue;
      const known = !more && choices.find(([key, there]) => key === column && there === value);
      const name = called.charAt(0).toUpperCase() + called.slice(1);
      if (known) found.push(suggestion(known[2], { ...(before && { q: before }), [known[0]]: known[1] }));
      else if (more) found.push(suggestion(`${name}: ${value}`, { q: `${before} ${typed[0]}`.trim() }));
    }
    const once = found.filter(({ text: one }, place) => place === found.findIndex((other) => other.text === one));
    if (once.length) return once.slice(0, EACH);
  }
  return [];
}

export class Suggested {
  #root;
  /** @type {Map<string, Promise<unknown>>} */
  #files = new Map();

  /** @param {URL} root the site's */
  constructor(root) {
    this.#root = root;
  }

  /** @param {string} href */
  address(href) {
    return new URL(href, this.#root).href;
  }

  /** A file of the finder's index, fetched once. @template T @param {string} name @returns {Promise<T>} */
  #file(name) {
    const known = this.#files.get(name) ?? fetch(this.address(`finder/${name}`)).then((found) => found.json());
    known.catch(() => this.#files.delete(name));
    this.#files.set(name, known);
    return /** @type {Promise<T>} */ (known);
  }

  /** What is suggested for a text; nothing where it does not load. @param {string} text @returns {Promise<Suggestion[]>} */
  async to(text) {
    const typed = words(text).filter((word) => word.length > 0);
    if (typed.join("").length < SHORTEST) return [];
    try {
      /** @type {[SuggestFile, PlacesIndex | null]} */
      const [given, places] = await Promise.all([this.#file("suggest.json"), placesIndex(this.#root.href)]);
      const names = await this.#names(typed, given.names);
      const near = (places ? placesOf(text, places) : []).map(([before, place]) => ({
        text: before ? `${before}, near ${place}` : `Near ${place}`,
        does: "nearest providers first",
        href: `providers/?${new URLSearchParams({ ...(before && { q: before }), near: place })}`,
        ask: { q: before, near: place },
      }));
      const called = names.map(([name, slug, told]) => ({
        text: name,
        does: `open this provider: ${told}`,
        href: `providers/${slug}/`,
      }));
      const pages = given.pages
        .filter(([title]) => begin(typed, title))
        .map(([title, address, kind]) => ({ text: title, does: `open this page: ${kind}`, href: address }));
      const meant = given.words
        .filter((entry) => entry.pages && [...entry.typed, ...(entry.asked ?? [])].includes(typed.join(" ")))
        .flatMap(({ pages: there = [] }) => there)
        .map(([title, address]) => ({ text: title, does: "open this page", href: address }));
      /** @type {Suggestion[]} */
      const found = [near, called, choicesOf(text, given), [...meant, ...pages]].flatMap((part) => part.slice(0, EACH));
      return found.slice(0, MOST);
    } catch {
      return [];
    }
  }

  /** Providers in whose name a word begins as each that is typed. @param {string[]} typed @param {string} starts */
  async #names(typed, starts) {
    const word = [...typed].sort((one, other) => other.length - one.length)[0];
    const there = starts.split(" ").filter((start) => start === word.slice(0, 3) || start === word.slice(0, 2));
    const more = word.length === 2 ? starts.split(" ").filter((start) => start.startsWith(word)) : [];
    /** @type {NameRow[][]} */
    const rows = await Promise.all([...new Set([...there, ...more])].map((start) => this.#file(`names/${start}.json`)));
    const all = new Map(rows.flat().map((row) => [row[1], row]));
    return [...all.values()].filter(([name]) => begin(typed, name));
  }
}
