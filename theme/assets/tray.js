// The providers chosen to compare: a bar at the foot of the window, with the way to the comparison.
import { button, node, unseen } from "./dom.js";
import { write } from "./question.js";

/** Where there is room for the names, they are shown from the first. */
const ROOM = "(min-width: 60em)";

/** The address of the comparison, which keeps what was asked. @param {Question} question @param {string} base */
export function comparison(question, base) {
  const given = new URLSearchParams(question.compare.map((slug) => ["p", slug]));
  return `${base}compare/?${given}${write({ ...question, compare: [] }).replace("?", "&")}`;
}

/**
 * Shows the chosen slugs with a way to drop each, and the way to the comparison.
 * @param {HTMLElement} tray @param {Question} question @param {(slug: string) => string} nameOf
 * @param {(slug: string) => void} drop @param {string} base
 */
export function showTray(tray, question, nameOf, drop, base) {
  const slugs = question.compare;
  tray.hidden = slugs.length === 0;
  const open = tray.querySelector("details")?.open ?? matchMedia(ROOM).matches;
  const rows = slugs.map((slug) => {
    const cross = node("span", { "aria-hidden": "true" }, " ×");
    return node(
      "li",
      {},
      button(() => drop(slug), unseen("Do not compare "), nameOf(slug), cross),
    );
  });
  tray.replaceChildren(
    node("details", { open }, node("summary", {}, `${slugs.length} chosen`), node("ul", {}, rows)),
    slugs.length > 1
      ? node("a", { href: comparison(question, base), class: "ap-button" }, `Compare ${slugs.length}`)
      : node("span", { class: "ap-small" }, "Choose one more to compare"),
  );
}

/**
 * Puts the way to the comparison beside a row's own button, for a window too low to have the bar at its foot.
 * @param {HTMLElement} beside @param {Question} question @param {string} slug @param {string} base
 */
export function showCompareLink(beside, question, slug, base) {
  const there = beside.parentElement?.querySelector("a");
  if (question.compare.length < 2 || !question.compare.includes(slug)) {
    there?.remove();
    return;
  }
  const way = there ?? node("a", { class: "ap-row-compare" });
  way.href = comparison(question, base);
  way.replaceChildren(`Compare ${question.compare.length}`, unseen(" chosen providers"));
  if (!there) beside.parentElement?.append(way);
}
