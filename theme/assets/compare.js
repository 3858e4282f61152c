// The comparison: the providers that the address names, a column each.
import { contactLine } from "./contact.js";
import { openOn } from "./days.js";
import { fetchDetails } from "./details.js";
import { button, find, findAll, node, standings, told, unseen } from "./dom.js";
import { counted, listed } from "./figures.js";
import { asks, read, write } from "./question.js";
import { formLinks } from "./visit-forms.js";

const page = find(document, "[data-ap-compare]");
const part = (/** @type {string} */ name) => find(page, `[data-ap-${name}]`);
const table = find(page, "[data-ap-table]", HTMLTableElement);
const back = find(page, "[data-ap-back]", HTMLAnchorElement);
const base = page.dataset.base ?? "";
const most = Number(page.dataset.most);
const near = find(page, "#ap-near", HTMLInputElement);
const differences = find(page, "[data-ap-differences]", HTMLInputElement);

function chosen() {
  const given = new URLSearchParams(location.search).getAll("p");
  return [...new Set(given.flatMap((value) => value.split(",")).filter(Boolean))];
}

/**
 * The address of a page with the question that the reader came from, and a name for each of some providers.
 * @param {string[]} slugs @param {"compare" | "p"} name @param {string} [from]
 */
function asked(slugs, name, from = read(location.search).near) {
  const question = { ...read(location.search), near: from.trim() };
  const given = new URLSearchParams(write({ ...question, compare: name === "compare" ? slugs : [] }));
  if (name !== "compare") for (const slug of slugs) given.append(name, slug);
  const text = given.toString();
  return text ? `?${text}` : "";
}

async function show() {
  const slugs = chosen();
  /** @type {Map<string, Details>} */
  let all;
  try {
    all = await fetchDetails(page.dataset, slugs);
  } catch {
    part("said").textContent = "The providers did not load. Try again.";
    part("heading").textContent = "The providers did not load";
    return;
  }
  const rows = [...all].slice(0, most);
  const there = rows.map(([slug]) => slug);
  const missing = slugs.filter((slug) => !all.has(slug));
  const beyond = [...all.values()].slice(most).map(({ name }) => name);
  back.href = `${base}providers/${asked(there, "compare")}`;
  const again = there.length < most ? "Add another from the list" : "Back to the list";
  back.textContent = asks(read(location.search)) ? "Back to results" : again;
  draw(rows);
  await measure(rows);
  differ(rows.length);
  part("none").hidden = there.length > 0;
  part("tools").hidden = there.length === 0;
  table.hidden = there.length === 0;
  part("said").textContent = there.length ? `${counted(there.length)} side by side.` : "";
  for (const old of findAll(page, ".ap-gone")) old.remove();
  const gone = missing.length && `Not in this directory, or no longer: ${missing.join(", ")}.`;
  const left = beyond.length && `Four can be compared; ${listed(beyond)} ${beyond.length > 1 ? "are" : "is"} left out.`;
  for (const text of [gone, left]) if (text) part("tools").before(node("p", { class: "ap-gone" }, text));
  delete document.documentElement.dataset.apAsked;
}

/** Puts a cell of a provider into a row, before the one for notes. @param {Element} row @param {HTMLElement} cell */
function put(row, cell) {
  row.lastElementChild?.before(cell);
}

/** @param {[slug: string, it: Details][]} rows */
function draw(rows) {
  const signs = standings();
  for (const old of findAll(table, "[data-of]")) old.remove();
  table.dataset.columns = String(rows.length);
  const facts = findAll(table, "[data-row]");
  const forms = part("form-row");
  part("notes").hidden = rows.length === 0;
  forms.hidden = true;
  for (const [slug, it] of rows) {
    put(find(table, "thead tr"), heading(slug, it));
    for (const [at, row] of facts.entries()) {
      const contact = row === facts.at(-1);
      const told = contact ? it.values[at].map((line) => contactLine(String(line))) : lines(it.values[at], signs);
      put(row, node("td", { "data-of": slug, "data-label": it.name }, told));
    }
    put(part("notes"), node("td", { "data-of": slug }));
    const links = formLinks(slug, it, unseen);
    if (links.length) forms.hidden = false;
    put(forms, node("td", { "data-of": slug, "data-label": it.name }, links));
  }
  // Paper goes from hand to hand: the postcode that somebody searched from stays in the address of the page.
  const given = new URLSearchParams(rows.map(([slug]) => ["p", slug]));
  for (const page of ["ask", "plan"]) part(`${page}-link`).setAttribute("href", `${base}${page}/?${given}`);
  part("address").textContent = `${location.origin}${location.pathname}?${given}`;
}

/**
 * How far each is from the place that the reader searched from, where there was one.
 * @param {[slug: string, it: Details][]} rows
 */
async function measure(rows) {
  const row = part("away");
  for (const old of findAll(row, "[data-of]")) old.remove();
  const question = read(location.search);
  near.value = question.near;
  row.hidden = true;
  if (!question.near || !rows.length) return;
  const { distance, locate } = await import("./places.js");
  const from = await locate(question.near, base);
  find(row, "th").textContent = from.error === undefined ? `Distance from ${from.label}` : "Distance";
  for (const [slug, it] of rows) {
    const away =
      from.error !== undefined ? null : distance(from, it.places ?? [], it.sites, it.days, openOn(it.days, question));
    const nowhere =
      it.places && question.chosen.day.length
        ? "No public place that is open on the days you chose"
        : "No public place: ask the provider";
    const words = from.error ?? (away ? `${away.words}, straight line` : nowhere);
    put(row, node("td", { "data-of": slug, "data-label": it.name }, node("span", {}, words)));
  }
  row.hidden = false;
}

/** Marks the rows in which all of several providers have the same, and hides them where that is wanted. @param {number} several */
function differ(several) {
  let same = 0;
  for (const row of findAll(table, ":is([data-row], [data-ap-away]):not([hidden])")) {
    const [first, ...others] = findAll(row, "td[data-of]").map(({ textContent }) => textContent);
    row.classList.toggle("ap-same", several > 1 && others.every((text) => text === first));
    if (row.matches(".ap-same")) same += 1;
  }
  part("differing").hidden = several < 2;
  table.classList.toggle("ap-differing", differences.checked && several > 1);
  const told = `Hidden here, but printed: ${counted(same, "fact")} with the same value for all.`;
  part("same").textContent = differences.checked ? told : "";
}

/** @param {string} slug @param {Details} it */
function heading(slug, it) {
  const remove = button(() => without(slug), "Remove", unseen(` ${it.name}`));
  remove.classList.add("ap-screen");
  const link = node("a", { href: `${base}providers/${slug}/` }, it.name);
  return node("th", { scope: "col", "data-of": slug }, link, remove);
}

/** Lines of text; a pair is a sign and what it stands before. @param {Line[]} values @param {Signs} signs */
function lines(values, signs) {
  if (!values.length) return node("span", { class: "ap-small" }, "Not given");
  return values.map((line) => (Array.isArray(line) ? told(signs, ...line) : node("span", {}, line)));
}

/** @param {string} slug */
async function without(slug) {
  const slugs = chosen().filter((other) => other !== slug);
  history.pushState(null, "", location.pathname + asked(slugs, "p"));
  await show();
  part("heading").focus();
}

part("print").addEventListener("click", () => window.print());
differences.addEventListener("change", () => differ(chosen().length));
part("from").addEventListener("submit", (event) => {
  event.preventDefault();
  history.pushState(null, "", location.pathname + asked(chosen(), "p", near.value));
  show();
});
for (const group of findAll(page, "[data-ap-group]")) {
  const press = find(group, "button");
  press.addEventListener("click", () =>
    press.setAttribute("aria-expanded", String(!group.classList.toggle("ap-shut"))),
  );
}
window.addEventListener("popstate", show);
show();
