// The comparison: the providers that the address names, a column each.
import { openOn } from "./days.js";
import { fetchDetails } from "./details.js";
import { counted, node, standings, told } from "./node.js";
import { asks, read, write } from "./question.js";
import { formLinks } from "./visit-forms.js";

const page = document.querySelector("[data-ap-compare]");
const part = (name) => page.querySelector(`[data-ap-${name}]`);
const table = part("table");
const base = page.dataset.base;
const most = Number(page.dataset.most);

function chosen() {
  const given = new URLSearchParams(location.search).getAll("p");
  return [...new Set(given.flatMap((value) => value.split(",")).filter(Boolean))].slice(0, most);
}

/** The address of a page with the question that the reader came from, and a name for each of some providers. */
function asked(slugs, name) {
  const given = new URLSearchParams(write({ ...read(location.search), compare: name === "compare" ? slugs : [] }));
  if (name !== "compare") for (const slug of slugs) given.append(name, slug);
  const text = given.toString();
  return text ? `?${text}` : "";
}

async function show() {
  const slugs = chosen();
  let found;
  try {
    found = await fetchDetails(page.dataset, slugs);
  } catch {
    part("said").textContent = "The providers did not load. Try again.";
    part("heading").textContent = "The providers did not load";
    return;
  }
  const there = slugs.filter((slug) => found.has(slug));
  const missing = slugs.filter((slug) => !found.has(slug));
  part("back").href = `${base}providers/${asked(there, "compare")}`;
  const again = there.length < most ? "Add another from the list" : "Back to the list";
  part("back").textContent = asks(read(location.search)) ? "Back to results" : again;
  draw(there, found);
  await measure(there, found);
  part("none").hidden = there.length > 0;
  part("tools").hidden = there.length === 0;
  table.hidden = there.length === 0;
  part("said").textContent = there.length ? `${counted(there.length)} side by side.` : "";
  page.querySelector(".ap-gone")?.remove();
  if (missing.length)
    part("tools").before(
      node("p", { class: "ap-gone" }, `Not in this directory, or no longer: ${missing.join(", ")}.`),
    );
  delete document.documentElement.dataset.apAsked;
}

function draw(slugs, found) {
  const shapes = standings();
  for (const old of table.querySelectorAll("[data-of]")) old.remove();
  table.dataset.columns = slugs.length;
  const head = table.tHead.rows[0];
  for (const slug of slugs) head.lastElementChild.before(heading(slug, found.get(slug)));
  for (const [at, row] of [...table.querySelectorAll("[data-row]")].entries()) {
    for (const slug of slugs) {
      const it = found.get(slug);
      const cell = node("td", { "data-of": slug, "data-label": it.name }, lines(it.values[at], shapes));
      row.lastElementChild.before(cell);
    }
  }
  part("notes").hidden = slugs.length === 0;
  for (const slug of slugs) part("notes").lastElementChild.before(node("td", { "data-of": slug }));
  // Paper goes from hand to hand: the postcode that somebody searched from stays in the address of the page.
  part("address").textContent =
    `${location.origin}${location.pathname}?${new URLSearchParams(slugs.map((slug) => ["p", slug]))}`;
  const forms = slugs.map((slug) => formLinks(slug));
  part("form-row").hidden = forms.every((links) => links.length === 0);
  for (const [at, slug] of slugs.entries()) {
    const cell = node("td", { "data-of": slug, "data-label": found.get(slug).name }, forms[at]);
    part("form-row").rows[0].lastElementChild.before(cell);
  }
}

/** How far each is from the place that the reader searched from, where there was one. */
async function measure(slugs, found) {
  const row = part("away");
  for (const old of row.querySelectorAll("[data-of]")) old.remove();
  const question = read(location.search);
  const { near } = question;
  row.hidden = true;
  if (!near || !slugs.length) return;
  const { distance, locate } = await import("./places.js");
  const from = await locate(near, base);
  row.firstElementChild.textContent = from.error ? "Distance" : `Distance from ${from.label}`;
  const away = (it) => distance(from, it.places ?? [], it.sites, it.days, openOn(it.days, question))?.words;
  for (const slug of slugs) {
    const it = found.get(slug);
    const nowhere =
      it.places && question.chosen.day.length
        ? "No public place that is open on the days you chose"
        : "No public place: ask the provider";
    const words = from.error ?? away(it) ?? nowhere;
    row.lastElementChild.before(node("td", { "data-of": slug, "data-label": it.name }, lines([words])));
  }
  row.hidden = false;
}

function heading(slug, it) {
  const remove = node(
    "button",
    { type: "button", class: "ap-quiet ap-screen", on: { click: () => without(slug) } },
    "Remove",
    node("span", { class: "ap-hidden" }, ` ${it.name}`),
  );
  return node(
    "th",
    { scope: "col", "data-of": slug },
    node("a", { href: `${base}providers/${slug}/` }, it.name),
    remove,
  );
}

/** Lines of text; a pair is a sign and what it stands before. */
function lines(values, shapes) {
  if (!values.length) return node("span", { class: "ap-small" }, "Not given");
  return values.map((line) => (Array.isArray(line) ? told(shapes, ...line) : node("span", {}, line)));
}

async function without(slug) {
  const slugs = chosen().filter((other) => other !== slug);
  history.pushState(null, "", location.pathname + asked(slugs, "p"));
  await show();
  part("heading").focus();
}

part("print").addEventListener("click", () => window.print());
window.addEventListener("popstate", show);
show();
