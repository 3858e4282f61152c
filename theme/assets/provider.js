// A provider's own page: save it on this device; compare it with others of the search that led here.

import { find } from "./dom.js";
import { MOST_TO_COMPARE, read, write } from "./question.js";
import { saveButton } from "./row-buttons.js";

const place = find(document, "[data-ap-marks]");
const said = find(place, "[role='status']");
const { slug = "", name = "" } = place.dataset;
const say = (/** @type {string} */ text) => {
  said.textContent = text;
};
place.prepend(
  saveButton(() => ({ slug, name }), say),
  " ",
);

/** The search is in the address of the page before, where that was the finder of this directory, and nowhere else. */
const others = find(place, "[data-ap-others]", HTMLAnchorElement);
const finder = new URL(others.href);
const from = document.referrer ? new URL(document.referrer) : null;
if (from?.origin === finder.origin && from.pathname === finder.pathname) {
  const question = read(from.search);
  const chosen = question.compare.filter((other) => other !== slug).slice(0, MOST_TO_COMPARE - 1);
  others.search = write({ ...question, compare: [...chosen, slug] });
}
