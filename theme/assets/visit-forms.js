// Links to the blank visit forms, filled in with what is known of a provider. The page names the frameworks that have one.
import { findAll, node, template } from "./dom.js";

/** @param {string} slug */
export function formLinks(slug) {
  return findAll(template("[data-ap-forms]"), "a").map((form) =>
    node(
      "a",
      { href: `${form.getAttribute("href")}?provider=${encodeURIComponent(slug)}` },
      `Blank form, ${form.textContent}`,
    ),
  );
}
