// Links to the blank visit forms, filled in with what is known of a provider. The page names the frameworks that have one.
// Of a provider that nobody is to visit there are none.
import { findAll, node, template } from "./dom.js";

/** With `quiet`: where a heading says what they are, they say it to a screen reader alone. @param {string} slug @param {Details} it @param {(words: string) => Node} [quiet] */
export function formLinks(slug, it, quiet = (words) => new Text(words)) {
  if (!it.visit) return [];
  return findAll(template("[data-ap-forms]"), "a").map((form) =>
    node(
      "a",
      { href: `${form.getAttribute("href")}?provider=${encodeURIComponent(slug)}` },
      quiet("Form for your own check: "),
      form.textContent,
    ),
  );
}
