// What needs doing: the rows that the address asks for, in groups, with everything overdue apart.
import { calendarOf } from "./calendar.js";
import { button, find, node, save } from "./dom.js";
import { counted } from "./figures.js";

/** @typedef {[day: string, overdue: boolean, kind: string, slug: string, name: string, what: string, owner: string, key: string]} Row */

const page = find(document, "[data-ap-desk]");
const ask = find(page, "[data-ap-ask]");
const fields = /** @type {NodeListOf<HTMLSelectElement | HTMLInputElement>} */ (ask.querySelectorAll("[name]"));
const parts = find(page, "[data-ap-parts]");
const said = find(page, "[data-ap-said]");
const base = page.dataset.base ?? "";
const longest = Number(page.dataset.longest);
/** So many rows are made at once: more take longer than a reader waits. */
const ENOUGH = 500;
const soon = laterBy(page.dataset.day ?? "", Number(page.dataset.soon));
const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const kinds = new Map([...find(ask, "[name=kind]", HTMLSelectElement).options].map((one) => [one.value, one.text]));
/** Of what a row's group is called, by what the reader groups by. @type {Record<string, (row: Row) => string>} */
const groups = {
  "": ([day]) => (day <= soon ? `In the next ${page.dataset.soon} days` : "Later"),
  owner: ([, , , , , , owner]) => owner,
  kind: ([, , kind]) => kinds.get(kind) ?? kind,
  provider: ([, , , , name]) => name,
};
/** @type {Row[]} */
let all = [];

/** A day so many days after another. @param {string} day @param {number} days */
function laterBy(day, days) {
  const at = new Date(`${day}T00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** What the fields ask, by their names. @returns {Record<string, string>} */
function asked() {
  return Object.fromEntries([...fields].map(({ name, value }) => [name, value]));
}

/** The rows that the fields ask for. */
function chosen() {
  const { owner, kind, words: typed } = asked();
  const looked = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(([, , of, slug, name, what, who]) => {
    const text = `${name} ${slug} ${what}`.toLowerCase();
    return (!owner || who === owner) && (!kind || of === kind) && looked.every((word) => text.includes(word));
  });
}

/** @param {Row} row */
function line([day, overdue, kind, slug, name, what, owner]) {
  return node(
    "tr",
    {},
    node("th", { scope: "row" }, node("a", { href: `${base}providers/${slug}/` }, name)),
    node("td", { "data-label": "Due", class: overdue && "ap-late" }, words.format(new Date(`${day}T00:00Z`))),
    node("td", { "data-label": "Kind" }, kinds.get(kind)),
    node("td", { "data-label": "What" }, what),
    node("td", { "data-label": "Owner" }, owner),
  );
}

/** A group with its first rows, and a button for the others. @param {string} title @param {Row[]} rows @param {number} at */
function section(title, rows, at) {
  const headings = ["Provider", "Due", "Kind", "What", "Owner"].map((name) => node("th", { scope: "col" }, name));
  const body = node("tbody", {}, rows.slice(0, longest).map(line));
  const more = button(
    () => {
      body.append(...rows.slice(longest).map(line));
      /** @type {HTMLElement} */ (body.rows[longest].querySelector("a")).focus();
      more.remove();
    },
    `Show all ${counted(rows.length, "task")}`,
  );
  return node(
    "section",
    { "aria-labelledby": `part-${at}` },
    node("h2", { id: `part-${at}` }, `${title} `, node("small", {}, `(${rows.length})`)),
    node("table", { class: "ap-table ap-stack" }, node("thead", {}, node("tr", {}, headings)), body),
    rows.length > longest && more,
  );
}

/** Adds the first groups, until there are rows enough, and a button for the others. @param {[string, Row[]][]} made */
function add(made, from = 0) {
  let rows = 0;
  let at = from;
  for (; at < made.length && rows < ENOUGH; at++) {
    const [title, some] = made[at];
    parts.append(section(title, some, at));
    rows += Math.min(some.length, longest);
  }
  if (at === made.length) return;
  const more = button(
    () => {
      more.remove();
      add(made, at);
      find(parts, `#part-${at} ~ table a`).focus();
    },
    `Show ${counted(made.length - at, "more group")}`,
  );
  parts.append(more);
}

function show() {
  const rows = chosen();
  const late = rows.filter(([, overdue]) => overdue);
  const name = groups[asked().by];
  /** @type {Map<string, Row[]>} */
  const others = new Map();
  for (const row of rows) {
    if (row[1]) continue;
    const group = others.get(name(row));
    if (group) group.push(row);
    else others.set(name(row), [row]);
  }
  const ordered = asked().by ? [...others].sort(([one], [other]) => one.localeCompare(other, "en")) : [...others];
  /** @type {[string, Row[]][]} */
  const made = [["Overdue", late], ...ordered];
  parts.replaceChildren();
  add(made.filter(([, some]) => some.length));
  said.textContent = rows.length
    ? `${counted(rows.length, "task")} to do, ${late.length || "none"} overdue.`
    : "Nothing needs doing by what you chose.";
}

/** Keeps the question in the address, so that a bookmark asks it again. */
function keep() {
  const given = Object.entries(asked()).filter(([, value]) => value);
  const text = new URLSearchParams(given).toString();
  history.replaceState(null, "", text ? `?${text}` : location.pathname);
}

async function begin() {
  try {
    const answer = await fetch("due.json");
    if (!answer.ok) throw new Error(String(answer.status));
    all = await answer.json();
  } catch {
    said.textContent = "The list did not load whole. Try again, or use the first of each part below.";
    return;
  }
  const given = new URLSearchParams(location.search);
  for (const field of fields) {
    field.value = given.get(field.name) ?? "";
    if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.selectedIndex = 0;
  }
  ask.addEventListener("input", () => {
    keep();
    show();
  });
  find(page, "[data-ap-calendar]").addEventListener("click", () => {
    const events = chosen().map(([day, overdue, , slug, name, what, , key]) => ({
      key,
      day,
      title: `${overdue ? "Overdue: " : ""}${name}: ${what}`,
      text: new URL(`${base}providers/${slug}/`, location.href).href,
    }));
    save("due.ics", "text/calendar", calendarOf(events, "due", new Date()));
  });
  show();
}

begin();
