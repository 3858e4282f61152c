// The page of the shortlist: what this device has saved, or what a link names, as a table to print.
import { contactLine } from "./contact.js";
import { fetchDetails } from "./details.js";
import { button, find, findAll, node, standings, template, told, unseen } from "./dom.js";
import { counted } from "./figures.js";
import { forget, keep, saved, slugsOf } from "./shortlist.js";
import { formLinks } from "./visit-forms.js";
import { changedSince, keepSeen, saveDays, saveFeeds } from "./watch.js";

const page = find(document, "[data-ap-shortlist]");
const part = (/** @type {string} */ name) => find(page, `[data-ap-${name}]`);
const compare = find(page, "[data-ap-compare-link]", HTMLAnchorElement);
const base = page.dataset.base ?? "";
const most = Number(page.dataset.most);
const terms = findAll(template("[data-ap-terms]"), "[data-term]").map(({ dataset, textContent }) => ({
  key: dataset.term,
  words: textContent,
}));

const visited = terms.findIndex(({ key }) => key === "Last visited");
const day = () => new Date().toLocaleDateString("sv-SE");
/** @type {Map<string, Details>} */
let shown = new Map();

/** The slugs that the address names: a list that somebody sent. */
const sent = () => slugsOf(new URLSearchParams(location.search).getAll("p"));
const linked = (/** @type {string[]} */ slugs) => new URLSearchParams(slugs.map((slug) => ["p", slug]));

async function show() {
  const given = sent();
  const slugs = given.length ? given : saved();
  part("own").hidden = given.length > 0;
  part("sent").hidden = given.length === 0;
  part("keep").hidden = given.length === 0;
  part("forget").hidden = given.length > 0;
  part("copied").hidden = true;
  /** @type {Map<string, Details>} */
  let found = new Map();
  try {
    if (slugs.length) found = await fetchDetails(page.dataset, slugs);
  } catch {
    part("said").textContent = "The providers did not load. Try again.";
    part("heading").textContent = "The providers did not load";
    return;
  }
  const signs = standings();
  part("rows").replaceChildren(...slugs.map((slug) => row(slug, found.get(slug), signs)));
  part("none").hidden = slugs.length > 0;
  part("tools").hidden = slugs.length === 0;
  part("table").hidden = slugs.length === 0;
  const there = slugs.filter((slug) => found.has(slug)).slice(0, most);
  compare.hidden = there.length < 2;
  compare.textContent = there.length < slugs.length ? `Compare the first ${there.length}` : "Compare these";
  compare.href = `${base}compare/?${linked(there)}`;
  const known = linked(slugs.filter((slug) => found.has(slug)));
  part("plan-link").setAttribute("href", `${base}plan/?${known}`);
  part("ask-link").setAttribute("href", `${base}ask/?${known}`);
  shown = found;
  since(!given.length);
  part("said").textContent = slugs.length && !given.length ? `${counted(slugs.length)} saved on this device.` : "";
}

/** Tells what changed since the reader looked last; where nothing did, that is from now on. @param {boolean} own */
function since(own) {
  const changed = own ? changedSince(shown, visited) : null;
  const there = Boolean(changed?.news.length);
  part("since").hidden = !there;
  if (own && !there && shown.size) keepSeen(shown, visited, day());
  if (!changed || !there) return;
  find(part("since"), "h2").textContent = `Changed since you looked on ${changed.day}`;
  const rows = changed.news.map(([slug, name, words]) =>
    node("li", {}, node("a", { href: `${base}providers/${slug}/` }, name), `: ${words}.`),
  );
  find(part("since"), "ul").replaceChildren(...rows);
}

/** @param {string} slug @param {Details | undefined} it @param {Signs} signs */
function row(slug, it, signs) {
  const ours = node("td", { class: "ap-our-check" });
  if (!it) {
    const name = node("th", { scope: "row" }, slug.replaceAll("-", " "), remove(slug, slug));
    return node("tr", {}, name, node("td", { colspan: "3" }, "No longer in this directory."), ours);
  }
  const of = (/** @type {string} */ term) => it.values[terms.findIndex(({ key }) => key === term)];
  const called = (/** @type {string} */ term) => terms.find(({ key }) => key === term)?.words;
  const line = (/** @type {Line} */ words) => (Array.isArray(words) ? told(signs, ...words) : node("span", {}, words));
  const cell = (/** @type {string} */ label, /** @type {Line[]} */ lines) =>
    node("td", { "data-label": label }, lines.map(line));
  const labelled = (/** @type {string} */ label, /** @type {Line[]} */ [first, ...rest]) =>
    first === undefined ? [] : [typeof first === "string" ? `${label}: ${first}` : first, ...rest];
  const standing = of("Approval status").filter(([sign]) => sign !== "detail");
  const registered = of("Registered school")[0] === "Yes" ? "Registered school" : "Not a registered school";
  const confirmed = of("Details confirmed");
  const offer = [...of("For"), ...of("Days and hours"), ...of("Price"), ...of("Where")];
  return node(
    "tr",
    {},
    node(
      "th",
      { scope: "row" },
      node("a", { href: `${base}providers/${slug}/` }, it.name),
      standing.map(line),
      remove(slug, it.name),
    ),
    cell("For, days, price", [...offer, ...labelled("Places free", of("Places free")).slice(0, 1)]),
    cell("Checked", [
      registered,
      ...labelled(called("Last visited") ?? "", of("Last visited")),
      ...labelled("Agreed improvements", of("Agreed improvements")),
      ...(confirmed.length > 1 ? confirmed.slice(0, 1) : labelled("Details confirmed", confirmed)),
    ]),
    node(
      "td",
      { "data-label": "Contact" },
      of("Contact").map((words) => contactLine(String(words))),
      formLinks(slug, it),
    ),
    ours,
  );
}

/** @param {string} slug @param {string} name */
function remove(slug, name) {
  const act = async () => {
    const left = sent().filter((other) => other !== slug);
    if (!sent().length) keep(slug, false);
    else history.replaceState(null, "", left.length ? `?${linked(left)}` : location.pathname);
    await show();
    part("heading").focus();
  };
  const made = button(act, "Remove", unseen(` ${name}`));
  made.classList.add("ap-screen");
  return made;
}

part("read").addEventListener("click", () => {
  keepSeen(shown, visited, day());
  part("since").hidden = true;
  part("heading").focus();
});
page.querySelector("[data-ap-opml]")?.addEventListener("click", () => saveFeeds(shown, page.dataset));
part("calendar").addEventListener("click", () => {
  if (!saveDays(shown, page.dataset)) part("said").textContent = "None of these has an approval with a last day.";
});
part("print").addEventListener("click", () => window.print());
part("copy").addEventListener("click", async () => {
  const given = sent();
  const link = new URL(`?${linked(given.length ? given : saved())}`, location.origin + location.pathname).href;
  try {
    await navigator.clipboard.writeText(link);
    part("said").textContent = "The link is copied. Who opens it sees these providers; nothing is saved there.";
  } catch {
    const field = find(page, "[data-ap-copied] input", HTMLInputElement);
    part("copied").hidden = false;
    field.value = link;
    field.focus();
    field.select();
  }
});
part("keep").addEventListener("click", async () => {
  if (!sent().every((slug) => keep(slug, true))) {
    part("said").textContent =
      "They could not all be saved: this device does not allow it, or fifty are saved already.";
    return;
  }
  history.replaceState(null, "", location.pathname);
  await show();
  part("heading").focus();
});
part("forget").addEventListener("click", async () => {
  if (!confirm("Remove every provider from your shortlist? You cannot undo this.")) return;
  forget();
  await show();
  part("heading").focus();
});
show();
