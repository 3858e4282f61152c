// Links to the blank visit forms, filled in with what is known of a provider. The page names the frameworks that have one.
import { node } from "./node.js";

export function formLinks(slug) {
  const forms = document.querySelector("template[data-ap-forms]").content.querySelectorAll("a");
  return [...forms].map((form) =>
    node(
      "a",
      { href: `${form.getAttribute("href")}?provider=${encodeURIComponent(slug)}` },
      `Blank form, ${form.textContent}`,
    ),
  );
}
