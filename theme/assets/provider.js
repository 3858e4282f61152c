// A provider's own page: save it on this device; compare it with others of the search that led here.
import { saveButton } from "./marked.js";
import { MOST_TO_COMPARE, read, write } from "./question.js";

const place = document.querySelector("[data-ap-marks]");
const said = place.querySelector("[role='status']");
const say = (text) => (said.textContent = text);
place.prepend(
  saveButton(() => place.dataset, say),
  " ",
);

/** The search is in the address of the page before, where that was the finder of this directory, and nowhere else. */
const others = place.querySelector("[data-ap-others]");
const finder = new URL(others.href);
const from = document.referrer ? new URL(document.referrer) : null;
if (from?.origin === finder.origin && from.pathname === finder.pathname) {
  const question = read(from.search);
  const chosen = question.compare.filter((slug) => slug !== place.dataset.slug).slice(0, MOST_TO_COMPARE - 1);
  others.search = write({ ...question, compare: [...chosen, place.dataset.slug] });
}
