// The providers chosen to compare, at the foot of the window.
import { node } from "./node.js";
import { write } from "./question.js";

/** Shows the chosen slugs with a way to drop each, and the way to the comparison, which keeps what was asked. */
export function showTray(tray, question, nameOf, drop, base) {
  const slugs = question.compare;
  tray.hidden = slugs.length === 0;
  const rows = slugs.map((slug) =>
    node("li", {}, node("button", { type: "button", class: "ap-quiet", on: { click: () => drop(slug) } },
      node("span", { class: "ap-hidden" }, "Do not compare "), nameOf(slug), node("span", { "aria-hidden": "true" }, " ×"))));
  const given = new URLSearchParams(slugs.map((slug) => ["p", slug]));
  const from = write({ ...question, compare: [] }).replace("?", "&");
  const address = `${base}compare/?${given}${from}`;
  tray.replaceChildren(
    node("ul", {}, rows),
    slugs.length > 1
      ? node("a", { href: address, class: "ap-button" }, `Compare ${slugs.length}`)
      : node("span", { class: "ap-small" }, "Choose one more to compare"),
  );
}
