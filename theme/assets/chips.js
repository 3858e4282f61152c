// Chips of the chosen filters, hints about the search words, and which filters to remove where nothing is found.

import { button, findAll, node, unseen } from "./dom.js";
import { KEYS } from "./facets.js";
import { counted } from "./figures.js";
import { priceIn } from "./question.js";

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

/** The fields that are searched, and those that are not. */
const SEARCHED = "names, types, needs, subjects, programmes, areas, towns, standings and descriptions";
const ELSEWHERE = "Travel, access, food and how to refer are not searched: they are on each provider’s page.";

/** A word as the reader typed it. */
/** @type {(word: string, text: string) => string} */
const asTyped = (word, text) => new RegExp(word.replaceAll(" ", "\\s+"), "i").exec(text)?.[0] ?? word;

/**
 * Words that are not found, those of a place or a price as the whole that they are part of.
 * @param {Question} question @param {Answer} found @param {ReturnType<typeof priceIn>} price
 */
function unknownOf(question, found, price) {
  const wholes = [found.placeIn?.words, price?.words].filter((words) => words !== undefined);
  const all = (found.told?.unknown ?? []).map((word) => {
    const typed = asTyped(word, question.q);
    return wholes.find((whole) => whole.toLowerCase().includes(typed.toLowerCase())) ?? typed;
  });
  return [...new Set(all)];
}

/**
 * Says what the search did with its words: which are not found, which others were looked for instead, which it does
 * not understand; and puts a place or a price among them where it belongs, at one press. Gives the words that are not
 * found.
 * @param {HTMLElement} place @param {HTMLElement} heading @param {Question} question @param {Answer} found
 * @param {Ask} take @returns {string[]}
 */
export function showHints(place, heading, question, found, take) {
  if (!found.told) {
    place.replaceChildren();
    place.hidden = true;
    return [];
  }
  const price = priceIn(question.q);
  const unknown = unknownOf(question, found, price);
  const quoted = (/** @type {string[]} */ all) => all.map((word) => `“${word}”`).join(" or ");
  const lines = found.told.negated.map(
    (word) => `“${asTyped(word, question.q)}” was left out: the search cannot say what is not wanted.`,
  );
  for (const [typed, others] of found.told.corrections) {
    lines.push(`“${asTyped(typed, question.q)}” is not found. Searched for ${quoted(others)} instead.`);
  }
  // A postcode or a price has a place of its own: it is in no text of a provider.
  const texts = unknown.some((word) => ![found.placeIn?.words, price?.words].includes(word));
  if (unknown.length) lines.push(`Not found in ${SEARCHED}: ${quoted(unknown)}.${texts ? ` ${ELSEWHERE}` : ""}`);
  const where = found.placeIn;
  const rest = where && price ? priceIn(where.rest)?.rest : (where ?? price)?.rest;
  const goes = [where && `“${where.words}” in the place box`, price && `“${price.words}” in the price filter`].filter(
    Boolean,
  );
  const move = async () => {
    const chosenNow = price ? { ...question.chosen, price: [price.pounds] } : question.chosen;
    await take({ ...question, q: rest ?? "", near: where?.words ?? question.near, chosen: chosenNow });
    heading.focus();
  };
  const looking = where ? "Looking for the nearest? " : "Looking for a price? ";
  place.replaceChildren(...lines.map((line) => node("p", {}, line)));
  if (goes.length) place.append(node("p", {}, looking, button(move, `Put ${goes.join(" and ")}`)));
  place.hidden = !lines.length && !goes.length;
  return unknown;
}

/**
 * Says which filters to remove, where all together leave nobody.
 * @param {HTMLElement} place @param {HTMLElement} heading @param {Question} question @param {Removal[]} removals
 * @param {Spoken} spoken @param {Ask} take @param {() => unknown} clear @param {string} why
 */
export function showRemovals(place, heading, question, removals, spoken, take, clear, why) {
  const rows = removals.map((removal) => {
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
  place.replaceChildren(
    node("p", {}, node("strong", {}, why), rows.length ? " What would help:" : ""),
    rows.length
      ? node("ul", { class: "ap-ways", "aria-label": "What to remove" }, rows)
      : node("p", {}, button(clear, "Clear all filters")),
  );
}
