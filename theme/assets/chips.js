// Chips of the chosen filters, hints about the search words, and which filters to remove where nothing is found.

import { button, findAll, node, unseen } from "./dom.js";
import { KEYS } from "./facets.js";
import { counted, listed } from "./figures.js";
import { asTyped } from "./question.js";

/**
 * A question without one choice of a group.
 * @param {Question} question @param {Facet} key @param {string} value @returns {Question}
 */
function less(question, key, value) {
  return { ...question, chosen: { ...question.chosen, [key]: question.chosen[key].filter((one) => one !== value) } };
}

/** The word between two choices of a facet. */
/** @type {(question: Question, key: Facet) => string} */
const joining = (question, key) => (question.all.includes(key) ? "and" : "or");

/**
 * Everything that a question asks, as words and as the question without it.
 * @param {Question} question @param {Spoken} spoken
 */
export function chosen(question, spoken) {
  const rows = question.q ? [{ text: `“${question.q}”`, rest: { ...question, q: "" } }] : [];
  for (const key of KEYS) {
    for (const [at, value] of question.chosen[key].entries()) {
      const join = at ? `${joining(question, key)} ` : "";
      rows.push({ text: join + spoken(key, value, at > 0), rest: less(question, key, value) });
    }
  }
  if (question.near) {
    rows.push({
      text: `Near ${question.near}`,
      rest: { ...question, near: "", sort: question.sort === "near" ? "" : question.sort },
    });
  }
  return rows;
}

/**
 * Shows the chips. `take(rest)` asks the rest and resolves when it is answered; then the focus finds its place.
 * @param {HTMLElement} place @param {HTMLElement} heading @param {ReturnType<typeof chosen>} rows @param {Ask} take
 * @param {() => unknown} clear
 */
export function showChips(place, heading, rows, take, clear) {
  const without = async (/** @type {Question} */ rest, /** @type {number} */ at) => {
    await take(rest);
    const buttons = findAll(place, "button");
    (buttons[Math.min(at, buttons.length - 1)] ?? heading).focus();
  };
  const cross = () => node("span", { class: "ap-cross", "aria-hidden": "true" }, " ×");
  const items = rows.map((row, at) =>
    node(
      "li",
      {},
      button(() => without(row.rest, at), unseen("Remove "), row.text, cross()),
    ),
  );
  if (rows.length > 1) {
    const all = button(clear, "Clear all");
    all.classList.add("ap-all");
    items.push(node("li", {}, all));
  }
  place.replaceChildren(...(rows.length ? [node("ul", { "aria-label": "Chosen filters" }, items)] : []));
  place.hidden = rows.length === 0;
}

/** @param {string[]} all */
const quoted = (all) =>
  listed(
    all.map((word) => `“${word}”`),
    "or",
  );

/**
 * Says what the search did with its words: which it takes for a place or a price, which are not found, which others
 * were looked for instead, which it cannot look for; and which pages answer them.
 * @param {HTMLElement} place @param {Question} question @param {Answer} found @param {string} base
 */
export function showHints(place, question, found, base) {
  const { told, taken } = found;
  /** @type {Child[][]} */
  const lines = [];
  if (taken.place) {
    const { words, near } = taken.place;
    const right = words.toLowerCase() === near.toLowerCase();
    lines.push([right ? `Searched near “${words}”.` : `“${words}” is not found. Searched near “${near}” instead.`]);
  }
  if (taken.price) lines.push([`“${taken.price.words}” is taken as the most that a day may cost.`]);
  for (const word of told?.negated ?? [])
    lines.push([`“${asTyped(word, question.q)}” was left out: the search cannot say what is not wanted.`]);
  for (const [typed, others] of told?.corrections ?? [])
    lines.push([`“${asTyped(typed, question.q)}” is not found. Searched for ${quoted(others)} instead.`]);
  if (told?.wider.length) lines.push([`Also searched for ${quoted(told.wider)}.`]);
  if (told?.allButOne) lines.push(["No provider has every word. These have all but one."]);
  for (const answer of told?.unrecorded ?? []) lines.push([answer]);
  const unknown = (told?.unknown ?? []).map((word) => asTyped(word, question.q));
  if (unknown.length) {
    const without = found.total || found.off.length ? ` Searched without ${unknown.length > 1 ? "them" : "it"}.` : "";
    lines.push([`No provider’s details say ${quoted([...new Set(unknown)])}.${without}`]);
  }
  const pages = (told?.pages ?? []).map(([title, address]) => node("a", { href: base + address }, title));
  // Where no provider is found, the list of pages stands there itself.
  if (pages.length && (found.total || found.off.length))
    lines.push(["Read also: ", ...pages.flatMap((page, at) => (at ? ["; ", page] : [page]))]);
  place.replaceChildren(...lines.map((line) => node("p", {}, ...line)));
  place.hidden = !lines.length;
}

/**
 * Says which filters to remove, where all together leave nobody.
 * @param {HTMLElement} place @param {HTMLElement} heading @param {Question} question @param {Answer} found
 * @param {Spoken} spoken @param {Ask} take @param {() => unknown} clear @param {string} why
 */
export function showRemovals(place, heading, question, found, spoken, take, clear, why) {
  const rows = found.removals().map((removal) => {
    const keys = removal.keys.filter((key) => question.chosen[key].length);
    const what = keys.map((key) =>
      question.chosen[key].map((value, at) => spoken(key, value, at > 0)).join(` ${joining(question, key)} `),
    );
    if (removal.words) what.push(`“${question.q}”`);
    const drop = async () => {
      const cleared = Object.fromEntries(keys.map((key) => [key, []]));
      await take({ ...question, q: removal.words ? "" : question.q, chosen: { ...question.chosen, ...cleared } });
      heading.focus();
    };
    return node("li", {}, button(drop, `Remove ${what.join(" and ")}`), ` (${counted(removal.number)})`);
  });
  for (const { phrase, rest, number } of found.told?.without ?? []) {
    if (!number || !rest) continue;
    const drop = async () => {
      await take({ ...question, q: rest });
      heading.focus();
    };
    rows.unshift(node("li", {}, button(drop, `Remove “${asTyped(phrase, question.q)}”`), ` (${counted(number)})`));
  }
  place.replaceChildren(
    node("p", {}, node("strong", {}, why), rows.length ? " Try:" : ""),
    rows.length
      ? node("ul", { class: "ap-ways", "aria-label": "What to remove" }, rows)
      : node("p", {}, button(clear, "Clear all filters")),
  );
}
