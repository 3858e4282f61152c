// The finder: the form, the address and the list, kept in step. The index is loaded when something is first asked.

import { Form } from "./asking.js";
import { chosen, showChips, showHints, showWays } from "./chips.js";
import { press, withButtons } from "./marked.js";
import { counted, figure, node, standings } from "./node.js";
import { asks, GROUPS, MOST_TO_COMPARE, nothing, read, sortOf, write } from "./question.js";
import { showTray, showWay } from "./tray.js";

/** Rows that are drawn with the answer, as many as a window shows, and those that there are a moment later. */
const IN_SIGHT = matchMedia("(min-width: 60em)").matches ? 5 : 2;
const AT_ONCE = 20;
const MOST_ON_PAPER = 100;
/** The lists as they stand below one another, each with the part of the answer that it shows. */
const LISTS = [
  ["results", "rows"],
  ["results-apart", "apart"],
  ["results-over", "over"],
  ["results-otherwise", "otherwise"],
  ["results-off", "off"],
];
/** Milliseconds without a key before what is typed is asked. */
const TYPING = { q: 120, near: 500 };

const page = document.querySelector("[data-ap-finder]");
const parts = new Map();
/** A part of the page, looked for once. */
function part(name) {
  if (!parts.has(name)) parts.set(name, page.querySelector(`[data-ap-${name}]`));
  return parts.get(name);
}
const form = new Form(part("ask"), part("sort"));
const heading = part("heading");
const base = page.dataset.base;
const names = new Map();

let question = read(location.search);
let engine = null;
let turn = 0;
let typed = false;
/** How often the reader went back or forward: what was asked before that goes into no address any more. */
let left = 0;
let shown = Object.fromEntries(LISTS.map(([, kind]) => [kind, []]));
/** How many rows of each list are shown. */
const drawn = Object.fromEntries(LISTS.map(([name]) => [name, 0]));
let map = null;

/** The index and what works with it, loaded once; a load that failed is tried again. */
function load() {
  if (!engine) {
    const root = new URL(base, document.baseURI);
    engine = import("./engine.js").then(({ open }) => open(root, page.dataset.version, form.bounds(), base));
    engine.then(warm, () => (engine = null));
  }
  return engine;
}

/** When the browser has nothing else to do; soon, where it cannot tell. */
function idle() {
  return new Promise((done) =>
    window.requestIdleCallback ? requestIdleCallback(done, { timeout: 1000 }) : setTimeout(done, 30),
  );
}

/**
 * Does once, while nobody waits and nothing changes on the page, all that an answer takes, so that the first is as quick
 * as the next: a question with a choice, what is chosen, a row or two, the number of every choice.
 */
async function warm(search) {
  await idle();
  const trial = form.trial();
  await search.answer(trial);
  showChips(
    node("div"),
    heading,
    chosen(trial, (...choice) => form.spoken(...choice)),
    ask,
    clear,
  );
  await idle();
  const { number, rows, make, size } = await search.answer(nothing());
  counted(size);
  for (const row of rows.slice(-IN_SIGHT)) dress(make(row));
  if (!shown.make) for (const row of [...rowsThere()].slice(0, IN_SIGHT)) row.classList.add("ap-in-sight");
  await form.warm(number, idle);
}

function say(text) {
  part("said").textContent = text;
}

/**
 * Puts the question into the address, a new entry or in place of the present one, once the answer can be seen: a slow
 * device takes as long for it as for the answer.
 */
async function remember(inPlace) {
  const asked = question;
  const before = left;
  await painted();
  const search = write(asked);
  if (before === left && search !== location.search)
    history[inPlace ? "replaceState" : "pushState"](null, "", location.pathname + search);
}

/** Asks something new. While words are typed, the address changes in place after the first letter. */
function ask(asked, typing = false) {
  question = asked;
  remember(typing && typed);
  typed = typing;
  form.write(question, !typing);
  return answer();
}

const clear = async () => {
  await ask({ ...nothing(), compare: question.compare });
  heading.focus();
};

// The answer

async function answer() {
  const now = ++turn;
  part("found").setAttribute("aria-busy", "true");
  try {
    if (asks(question) || engine) {
      const found = await (await load()).answer(question);
      if (now !== turn) return;
      draw(found);
      await painted();
      if (now !== turn) return;
      compared();
      form.count(found.number);
      await painted();
      if (now !== turn) return;
      outOfSight();
    } else {
      compared();
    }
  } catch {
    if (now !== turn) return;
    compared();
    heading.textContent = "The list did not load";
    say("The list did not load. Try again, or use the lists by area, need, key stage and standing.");
  }
  part("found").setAttribute("aria-busy", "false");
  delete document.documentElement.dataset.apAsked;
}

/** When what was drawn can be seen, and who waits for that has had a turn; soon, where the page is not shown at all. */
function painted() {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(() => setTimeout(done)));
    setTimeout(done, 250);
  });
}

function draw(found) {
  const problem = found.problem ?? "";
  const order = ordered(found);
  const away = found.from && !["fit", "near"].includes(found.sort) ? ` Distances are from ${found.from.label}.` : "";
  part("place").textContent = problem || (found.from ? `${order[0].toUpperCase()}${order.slice(1)}.${away}` : "");
  form.sort.value = found.sort;
  part("place").classList.toggle("ap-wrong", problem !== "");
  form.near.setAttribute("aria-invalid", String(problem !== ""));
  const rows = chosen(question, (...choice) => form.spoken(...choice));
  showChips(part("chips"), heading, rows, ask, clear);
  part("drawer-number").textContent = rows.length ? ` (${rows.length})` : "";
  shown = found;
  inSight();
  const some = question.q || GROUPS.some((key) => question.chosen[key].length);
  const beside = besides(found);
  const told = counted(found.total) + (found.total ? (some ? ` of ${figure(found.size)}` : "") : " open to referrals");
  heading.replaceChildren(told, beside && node("small", {}, beside));
  say(`${heading.textContent}, ${order}. ${problem}`);
  part("done").textContent = found.total ? `Show ${counted(found.total)}` : `Show ${told}${beside}`;
  part("list-pages").hidden = true;
  const asked = question.chosen.standing;
  // Who asks for those alone that are not open to referrals has what was asked for.
  const none =
    found.total === 0 && !(asked.length && asked.every((key) => standings()[key]?.apart) && found.off.length);
  const unknown = showHints(part("hints"), heading, question, found, ask);
  part("empty").hidden = !none;
  if (none) {
    const spoken = (...choice) => form.spoken(...choice);
    showWays(part("empty"), heading, question, found.ways(), spoken, ask, clear, whyNone(found, unknown));
  }
  map?.(found);
}

/** How what is found is sorted, in words. */
function ordered({ sort, from }) {
  if (sort === "near") return `nearest to ${from.label} first`;
  if (sort === "fit") return from ? `best match first, then nearest to ${from.label}` : "best match first";
  return { name: "by name", checked: "latest checked first", price: "cheapest day first" }[sort];
}

/** Why nobody is found, and no more than is known. */
function whyNone(found, unknown) {
  if (unknown.length) return "Nothing is found, because every word is looked for.";
  if (found.otherwise.length) return "No provider is known to cost so little; those below are priced in another way.";
  return "No provider that is open to referrals suits all of this.";
}

/** What stands below the providers that were asked for, with how many there are of each: "; 1 suspended". */
function besides(found) {
  const groups = [
    [found.over.length, "a little over the price"],
    [found.otherwise.length, "priced in another way"],
    ...Object.entries(standings()).map(([key, { apart }]) => [
      found.off.filter((row) => found.standingOf(row) === key).length,
      apart,
    ]),
  ];
  return groups
    .filter(([number]) => number)
    .map(([number, words]) => `; ${figure(number)} ${words}`)
    .join("");
}

const rowsThere = () => part("found").querySelectorAll("[data-slug]:not([hidden])");

/** Shows so many more rows, a list after the other; the first of the new ones. */
function more(number = AT_ONCE) {
  const made = [];
  for (const [name, kind] of LISTS) {
    for (const row of shown[kind].slice(drawn[name], drawn[name] + number - made.length)) made.push(put(name, row));
    if (kind !== "rows") part(name).closest("section").hidden = drawn[name] === 0;
  }
  part("more").hidden = LISTS.every(([name, kind]) => drawn[name] === shown[kind].length);
  return made[0];
}

/**
 * The next row of a list, in place of one that an answer before left there: where rows come and go, every other row is
 * styled and laid out again.
 */
function put(name, row) {
  const there = part(name).children[drawn[name]++];
  const filled = shown.make(row, there);
  filled.hidden = false;
  dress(filled);
  if (!there) part(name).append(filled);
  return filled;
}

/** Shows as many rows as are in sight, and hides what else was there. */
function inSight() {
  for (const [name] of LISTS) {
    for (const row of part(name).children) {
      row.hidden = true;
      row.classList.remove("ap-in-sight");
    }
    drawn[name] = 0;
  }
  more(IN_SIGHT);
  for (const row of rowsThere()) row.classList.add("ap-in-sight");
}

/** Shows the rows below those, and takes away those that nothing came in place of. */
function outOfSight() {
  more(AT_ONCE - IN_SIGHT);
  for (const [name] of LISTS) for (const row of [...part(name).children].slice(drawn[name])) row.remove();
}

// Comparing

const nameOf = (slug) => names.get(slug) ?? slug.replaceAll("-", " ");

function dress(row) {
  names.set(row.dataset.slug, row.querySelector("[data-part='name']").textContent);
  withButtons(row, (slug) => question.compare.includes(slug), choose, say);
}

function choose(slug) {
  const there = question.compare.includes(slug);
  if (!there && question.compare.length === MOST_TO_COMPARE) {
    say("Four are chosen already. Take one away first.");
    return;
  }
  const compare = there ? question.compare.filter((one) => one !== slug) : [...question.compare, slug];
  question = { ...question, compare };
  remember(true);
  compared();
  say(there ? `${nameOf(slug)} is no longer compared.` : `${nameOf(slug)} is chosen, ${compare.length} to compare.`);
}

function drop(slug) {
  choose(slug);
  (part("tray").querySelector("button") ?? heading).focus();
}

function compared() {
  showTray(part("tray"), question, nameOf, drop, base);
  for (const button of page.querySelectorAll("[data-ap-compare-button]")) {
    const slug = button.closest("[data-slug]").dataset.slug;
    press(button, question.compare.includes(slug), "Compare", nameOf(slug));
    showWay(button, question, slug, base);
  }
}

// The map, which is loaded when it is first shown

const mapButton = part("map-button");
mapButton.hidden = false;
mapButton.addEventListener("click", async () => {
  const open = part("map").hidden;
  part("map").hidden = !open;
  mapButton.setAttribute("aria-expanded", String(open));
  mapButton.textContent = open ? "Hide map" : "Show map";
  if (!open || map) return;
  try {
    const [{ drawMap }, search] = await Promise.all([import("./map.js"), load(), styled("map.css")]);
    const drawn = await drawMap(part("map"), base, await search.marks(), follow);
    map = (found) => {
      const rows = LISTS.flatMap(([, kind]) => found[kind]);
      const slugs = new Set(rows.map(([number]) => search.slug(number)));
      drawn.show((mark) => slugs.has(mark.slug) && mark.open(question));
      drawn.from(found.from ?? null);
    };
    await answer();
  } catch {
    say("The map did not load. Every place stands in the list too.");
  }
});

/** A style sheet that only a part of the page needs, once it is there. */
function styled(name) {
  return new Promise((done) => {
    const link = node("link", { rel: "stylesheet", href: `${base}assets/${name}`, on: { load: done, error: done } });
    document.head.append(link);
  });
}

/** From a mark of the map to its row. */
function follow(slug) {
  const there = () => part("found").querySelector(`[data-slug="${slug}"]:not([hidden]) [data-part="name"]`);
  while (!there() && !part("more").hidden) more();
  there()?.focus();
}

// What the reader does

let waiting = 0;
const typing = (input) => input === form.q || input === form.near;
form.element.addEventListener("input", ({ target }) => {
  if (!typing(target)) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(form.read(question), true), TYPING[target.name]);
});
form.element.addEventListener("change", ({ target }) => {
  const asked = form.read(question);
  if (typing(target) && write(asked) === write(question)) return;
  clearTimeout(waiting);
  ask(asked, typing(target));
});
form.element.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  ask(form.read(question)).then(() => heading.focus());
});
/** The first sign that somebody is there fetches the index, so that it is there when something is asked. */
const SIGNS = ["pointermove", "pointerdown", "touchstart", "wheel", "keydown"];
function interested() {
  for (const sign of SIGNS) document.removeEventListener(sign, interested);
  void load();
}
for (const sign of SIGNS) document.addEventListener(sign, interested, { passive: true });
form.element.addEventListener("focusin", interested, { once: true });
/** Who is about to type words needs those of the index. */
for (const sign of ["focus", "pointerenter"]) {
  form.q.addEventListener(sign, async () => void (await load()).prepare(idle), { once: true });
}
form.sort.addEventListener("change", () => {
  const asked = form.read(question);
  const sort = form.sort.value;
  if (sort === "near" && !asked.near) {
    part("place").textContent = "Say from where, and the nearest come first.";
    form.sort.value = sortOf(question);
    form.near.focus();
    return;
  }
  ask({ ...asked, sort: sort === sortOf({ ...asked, sort: "" }) ? "" : sort });
});
/** A press that began on one provider and ended on another, as the answer came between, is no press on either. */
let pressed;
const slugAt = ({ target }) => target.closest("[data-slug]")?.dataset.slug;
part("found").addEventListener("pointerdown", (event) => (pressed = slugAt(event)), true);
part("found").addEventListener(
  "click",
  (event) => {
    const slug = slugAt(event);
    if (event.detail && pressed && slug && slug !== pressed) {
      event.preventDefault();
      event.stopPropagation();
    }
    pressed = undefined;
  },
  true,
);
part("more").addEventListener("click", () => more()?.querySelector("a").focus());
/** Paper has no button for more: what is found is all there, up to as many as anybody reads. */
window.addEventListener("beforeprint", () => {
  while (!part("more").hidden && rowsThere().length < MOST_ON_PAPER) more();
  part("cut").hidden = part("more").hidden;
  part("cut").textContent = `The first ${rowsThere().length} are printed: choose more filters to print fewer.`;
});
const drawer = part("drawer");
const toggle = (open) => drawer.setAttribute("aria-expanded", String(open));
drawer.addEventListener("click", () => toggle(drawer.getAttribute("aria-expanded") !== "true"));
// Until now a press, or another order, would have been lost.
drawer.disabled = form.sort.disabled = false;
part("done").addEventListener("click", () => {
  toggle(false);
  heading.focus();
});
window.addEventListener("popstate", () => {
  left += 1;
  clearTimeout(waiting);
  question = read(location.search);
  typed = false;
  if (document.activeElement.closest("[data-ap-found] [data-slug]")) heading.focus();
  form.write(question, true);
  answer();
});

for (const row of rowsThere()) dress(row);
if (form.begin(question)) {
  const asking = () => ask(form.read(question), typing(document.activeElement));
  waiting = setTimeout(asking, TYPING[document.activeElement.name] ?? 0);
} else {
  answer();
}
