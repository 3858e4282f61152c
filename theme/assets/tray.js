// The providers chosen to compare, at the foot of the window.
import { node } from "./node.js";

/** Shows the chosen slugs with a way to drop each, and the way to the comparison once there are two. */
export function showTray(tray, slugs, nameOf, drop, base) {
  tray.hidden = slugs.length === 0;
  const rows = slugs.map((slug) =>
    node("li", {}, node("button", { type: "button", class: "ap-quiet", on: { click: () => drop(slug) } },
      node("span", { class: "ap-hidden" }, "Do not compare "), nameOf(slug), node("span", { "aria-hidden": "true" }, " ×"))));
  const address = `${base}compare/?${new URLSearchParams(slugs.map((slug) => ["p", slug]))}`;
  tray.replaceChildren(
    node("ul", {}, rows),
    slugs.length > 1
      ? node("a", { href: address, class: "ap-button" }, `Compare ${slugs.length}`)
      : node("span", { class: "ap-small" }, "Choose one more to compare"),
  );
}
