// Links to the blank visit forms, filled in with what is known of a provider. The page names the frameworks that have one.
// Of a provider that nobody is to visit there are none.
import { findAll, node, template } from "./dom.js";

/** @param {string} slug @param {Details} it */
export function formLinks(slug, it) {
  if (!it.visit) return [];
  return findAll(template("[data-ap-forms]"), "a").map((form) =>
    node(
      "a",
      { href: `${form.getAttribute("href")}?provider=${encodeURIComponent(slug)}` },
      `Form for our own check: ${form.textContent}`,
    ),
  );
}
