// The finder: the form, the address and the list, kept in step. The index is loaded when something is first asked.

import { chosen, showChips, showHints, showRemovals } from "./chips.js";
import { find, findAll, node, standings } from "./dom.js";
import { FACETS, KEYS } from "./facets.js";
import { counted, figure } from "./figures.js";
import { Form, WIDE } from "./finder-form.js";
import { asks, MOST_TO_COMPARE, narrowed, nothing, read, sortOf, write } from "./question.js";
import { setPressed, withButtons } from "./row-buttons.js";
import { showCompareLink, showTray } from "./tray.js";

/** Rows that are drawn with the answer, as many as a window shows, and those that there are a moment later. */
const VISIBLE_ROWS = WIDE.matches ? 6 : 4;
const BATCH = 20;
const MOST_ON_PAPER = 100;
/**
 * The lists as they stand below one another, each with the part of the answer that it shows.
 * @type {[name: string, list: List][]}
 */
const LISTS = [
  ["results", "rows"],
  ["results-apart", "apart"],
  ["results-uncovered", "uncovered"],
  ["results-over", "over"],
  ["results-otherwise", "otherwise"],
  ["results-off", "off"],
];
/** How long an answer may take before the page says that it is on its way, in milliseconds. */
const PATIENCE = 300;
/** How long typing is debounced, in milliseconds. @type {Record<string, number>} */
const DEBOUNCE = { q: 120, near: 500 };

const page = find(document, "[data-ap-finder]");
/** @type {Map<string, HTMLElement>} */
const parts = new Map();
/** A part of the page, looked for once. @param {string} name */
function part(name) {
  const found = parts.get(name) ?? find(page, `[data-ap-${name}]`);
  parts.set(name, found);
  return found;
}
const form = new Form(find(page, "[data-ap-ask]", HTMLFormElement), find(page, "[data-ap-sort]", HTMLSelectElement));
const heading = part("heading");
const base = page.dataset.base ?? "";
/** @type {Map<string, string>} */
const names = new Map();

let question = read(location.search);
/** @type {Promise<import("./engine.js").Engine> | null} */
let engine = null;
/** Counts the answers asked for: one that a later overtook is stale, and dropped. */
let answerEpoch = 0;
let typed = false;
/** Counts how often the reader went back or forward: updates of the address from before that are stale, and dropped. */
let navigationEpoch = 0;
/** @type {Answer | null} */
let shown = null;
/** How many rows of each list are shown. */
const drawn = Object.fromEntries(LISTS.map(([name]) => [name, 0]));
/** @type {((found: Answer) => void) | null} */
let map = null;

/** The index and what works with it, loaded once; a load that failed is tried again. */
function load() {
  if (engine) return engine;
  const root = new URL(base, document.baseURI);
  engine = import("./engine.js").then(({ open }) => open(root, page.dataset.version ?? "", form.bounds(), base));
  engine.then(warm, () => {
    engine = null;
  });
  return engine;
}

/** When the browser has nothing else to do; soon, where it cannot tell. */
function idle() {
  return new Promise((done) => {
    if ("requestIdleCallback" in window) requestIdleCallback(done, { timeout: 1000 });
    else setTimeout(done, 30);
  });
}

/**
 * Does once, while nobody waits and nothing changes on the page, all that an answer takes, so that the first is as
 * quick as the next: a question with a choice, what is chosen, a row or two, the number of every choice.
 * @param {import("./engine.js").Engine} search
 */
async function warm(search) {
  await idle();
  const trial = form.trial();
  await search.answer(trial);
  showChips(node("div"), heading, chosen(trial, spoken), ask, clear);
  await idle();
  const { number, rows, make, size } = await search.answer(nothing());
  counted(size);
  for (const row of rows.slice(-VISIBLE_ROWS)) addButtons(make(row));
  if (!shown) for (const row of [...rowsThere()].slice(0, VISIBLE_ROWS)) row.classList.add("ap-in-sight");
  await form.warm(number, idle);
}

/** @param {string} text */
function say(text) {
  part("said").textContent = text;
}

/**
 * Puts the question into the address, a new entry or in place of the present one, once the answer can be seen: a slow
 * device takes as long for it as for the answer.
 * @param {boolean} inPlace
 */
async function remember(inPlace) {
  const asked = question;
  const epoch = navigationEpoch;
  await painted();
  const search = write(asked);
  if (epoch === navigationEpoch && search !== location.search)
    history[inPlace ? "replaceState" : "pushState"](null, "", location.pathname + search);
}

/**
 * Asks something new. While words are typed, the address changes in place after the first letter.
 * @param {Question} asked @param {boolean} [typing]
 */
function ask(asked, typing = false) {
  question = asked;
  remember(typing && typed);
  typed = typing;
  form.write(question, !typing);
  return answer();
}

/** A choice in the words of the form. @type {Spoken} */
const spoken = (key, value, joined) => form.spoken(key, value, joined);

const clear = async () => {
  await ask({ ...nothing(), compare: question.compare });
  heading.focus();
};

// The answer

async function answer() {
  const epoch = ++answerEpoch;
  part("found").setAttribute("aria-busy", "true");
  const late = setTimeout(() => epoch === answerEpoch && finding(), PATIENCE);
  try {
    if (asks(question) || engine) {
      const found = await (await load()).answer(question);
      clearTimeout(late);
      if (epoch !== answerEpoch) return;
      draw(found);
      await painted();
      if (epoch !== answerEpoch) return;
      compared();
      form.count(found.number);
      await painted();
      if (epoch !== answerEpoch) return;
      drawRest();
    } else {
      compared();
    }
  } catch {
    if (epoch !== answerEpoch) return;
    compared();
    delete part("found").dataset.apFinding;
    heading.textContent = "The list did not load";
    say("The list did not load. Try again, or use the lists by area, need, key stage and standing.");
  } finally {
    clearTimeout(late);
  }
  part("found").setAttribute("aria-busy", "false");
  delete document.documentElement.dataset.apAsked;
  void showPages(epoch);
}

/** Shows the pages that the words find: below the providers, or where no provider is found, in their place. @param {number} epoch */
async function showPages(epoch) {
  const section = part("pages");
  section.setAttribute("aria-busy", "true");
  const { pagesFound, pageItem } = await import("./page-search.js");
  const { pages, failed } = await pagesFound(new URL(base, document.baseURI), shown?.told ?? null);
  if (epoch !== answerEpoch) return;
  part("pages-found").replaceChildren(...pages.map(pageItem));
  const none = shown && LISTS.every(([, kind]) => !shown?.[kind].length);
  const above = none ? part("map") : part("list-pages");
  if (above.nextElementSibling !== section) above.after(section);
  part("pages-failed").hidden = !failed;
  section.hidden = !pages.length && !failed;
  part("to-pages").hidden = !pages.length;
  part("to-pages").textContent = counted(pages.length, "page");
  section.setAttribute("aria-busy", "false");
}

/** Shows that an answer is on its way: no number and no row of an earlier question stands for it meanwhile. */
function finding() {
  part("found").dataset.apFinding = "";
  delete document.documentElement.dataset.apAsked;
  for (const one of [heading, part("done"), part("said")]) one.textContent = "Finding…";
  part("order").textContent = "";
}

/** When what was drawn can be seen, and who waits for that has had a turn; soon, where the page is not shown at all. */
function painted() {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(() => setTimeout(done)));
    setTimeout(done, 250);
  });
}

/** @param {Answer} found */
function draw(found) {
  const problem = found.problem ?? "";
  const order = ordered(found);
  delete part("found").dataset.apFinding;
  part("place").textContent = problem;
  const some = LISTS.some(([, kind]) => found[kind].length);
  part("order").textContent = some ? `${order[0].toUpperCase()}${order.slice(1)}.` : "";
  form.sort.value = found.sort;
  part("place").classList.toggle("ap-wrong", problem !== "");
  form.near.setAttribute("aria-invalid", String(problem !== ""));
  const rows = chosen(question, spoken);
  showChips(part("chips"), heading, rows, ask, clear);
  part("drawer-number").textContent = rows.length ? ` (${rows.length})` : "";
  shown = found;
  drawVisible();
  const beside = besides(found);
  const told =
    counted(found.total) +
    (found.total ? (narrowed(question) ? ` of ${figure(found.size)}` : "") : " open to referrals");
  heading.replaceChildren(told, ...(beside ? [node("small", {}, beside)] : []));
  say(`${heading.textContent}. ${part("order").textContent} ${problem}`.trim());
  part("done").textContent = found.total ? `Show ${counted(found.total)}` : `Show ${told}${beside}`;
  part("list-pages").hidden = true;
  const asked = question.chosen.standing;
  // Who asks for those alone that are not open to referrals has what was asked for.
  const none =
    found.total === 0 && !(asked.length && asked.every((key) => standings()[key]?.apart) && found.off.length);
  showHints(part("hints"), question, found, base);
  part("empty").hidden = !none;
  if (none) {
    showRemovals(part("empty"), heading, found.asked, found, spoken, ask, clear, whyNone(found));
    const wanted = write({ ...nothing(), chosen: { ...found.asked.chosen, standing: [] } });
    part("empty").append(node("a", { href: `${base}ask/${wanted}` }, "Tell the council that none was found"));
  }
  map?.(found);
}

/** @type {Record<string, string>} */
const ORDERS = {
  fit: "best match first",
  near: "nearest first",
  name: "by name",
  checked: "details confirmed most recently first",
  price: "cheapest day first",
};

/** How what is found is sorted, in words. @param {Answer} found */
function ordered({ sort, from }) {
  const straight = from ? ` ${from.label}, in a straight line` : "";
  if (sort === "near" && from) return `nearest to${straight}`;
  if (sort === "fit") {
    const best = "best match first; among equals, those with a serious later finding last";
    return from ? `${best}; then nearest to${straight}` : `${best}; then in random order`;
  }
  return ORDERS[sort] + (from ? `; distances are from${straight}` : "");
}

/** Why nobody is found, and no more than is known. @param {Answer} found */
function whyNone(found) {
  if (found.uncovered.length) return "No provider was assessed at a site that is open on these days.";
  if (found.otherwise.length)
    return "No provider is known to cost so little; those below have no price per day to compare.";
  return "No provider open to referrals matches all of this.";
}

/**
 * The providers below those that were asked for, with how many there are of each: "; 1 suspended".
 * @param {Answer} found
 */
function besides(found) {
  /** @type {[number: number, words: string][]} */
  const groups = [
    [found.uncovered.length, "assessed at another site"],
    [found.over.length, "a little over the price"],
    [found.otherwise.length, "with no price per day to compare"],
  ];
  for (const [key, { apart }] of Object.entries(standings())) {
    groups.push([found.off.filter((row) => found.standingOf(row) === key).length, apart]);
  }
  return groups.map(([number, words]) => (number ? `; ${figure(number)} ${words}` : "")).join("");
}

const rowsThere = () => findAll(part("found"), "[data-slug]:not([hidden])");

/** Shows so many more rows, a list after the other; the first of the new ones. @param {number} [number] */
function more(number = BATCH) {
  const found = shown;
  part("more").hidden = !found;
  if (!found) return undefined;
  const made = [];
  for (const [name, kind] of LISTS) {
    for (const row of found[kind].slice(drawn[name], drawn[name] + number - made.length)) {
      made.push(put(name, found.make, row));
    }
    const section = part(name).closest("section");
    if (section && kind !== "rows") section.hidden = drawn[name] === 0;
  }
  part("more").hidden = LISTS.every(([name, kind]) => drawn[name] === found[kind].length);
  return made[0];
}

/** Fetches and fills in what a row folds, once somebody opens it. @param {HTMLElement} row */
async function fold(row) {
  try {
    if (find(row, "details", HTMLDetailsElement).open) await shown?.fold(row);
  } catch {
    const late = find(row, "[data-part=late]");
    if (late.textContent) late.append(" (what they are about did not load)");
  }
}

/** The rows of a list, hidden ones too. @type {(name: string) => HTMLElement[]} */
const rowsOf = (name) => /** @type {HTMLElement[]} */ ([...part(name).children]);

/**
 * The next row of a list, in place of one that an answer before left there: where rows come and go, every other row is
 * styled and laid out again.
 * @param {string} name @param {Answer["make"]} make @param {Row} row
 */
function put(name, make, row) {
  const there = rowsOf(name)[drawn[name]++];
  const filled = make(row, there);
  filled.hidden = false;
  addButtons(filled);
  void fold(filled);
  if (!there) part(name).append(filled);
  return filled;
}

/** Shows as many rows as are in sight, and hides what else was there. */
function drawVisible() {
  for (const [name] of LISTS) {
    for (const row of rowsOf(name)) {
      row.hidden = true;
      row.classList.remove("ap-in-sight");
    }
    drawn[name] = 0;
  }
  more(VISIBLE_ROWS);
  for (const row of rowsThere()) row.classList.add("ap-in-sight");
}

/** Shows the rows below those, and takes away those that nothing came in place of. */
function drawRest() {
  more(BATCH - VISIBLE_ROWS);
  for (const [name] of LISTS) for (const row of rowsOf(name).slice(drawn[name])) row.remove();
}

// Comparing

const nameOf = (/** @type {string} */ slug) => names.get(slug) ?? slug.replaceAll("-", " ");

/** @param {EventTarget | null} target */
function slugAt(target) {
  const row = target instanceof Element ? target.closest("[data-slug]") : null;
  return row?.getAttribute("data-slug") ?? "";
}

/** @param {HTMLElement} row */
function addButtons(row) {
  names.set(row.dataset.slug ?? "", find(row, "[data-part='name']").textContent);
  withButtons(row, (slug) => question.compare.includes(slug), choose, say);
}

/** @param {string} slug */
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

/** @param {string} slug */
function drop(slug) {
  choose(slug);
  (part("tray").querySelector("button") ?? heading).focus();
}

function compared() {
  const placed = { ...question, near: shown?.asked.near ?? question.near };
  showTray(part("tray"), placed, nameOf, drop, base);
  for (const button of findAll(page, "[data-ap-compare-button]")) {
    const slug = slugAt(button);
    setPressed(button, question.compare.includes(slug), "Compare", nameOf(slug));
    showCompareLink(button, placed, slug, base);
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
    const drawnMap = drawMap(part("map"), base, await search.marks(), follow);
    map = (found) => {
      const rows = LISTS.flatMap(([, kind]) => found[kind]);
      const slugs = new Set(rows.map(([number]) => search.slug(number)));
      drawnMap.show((mark) => slugs.has(mark.slug) && mark.open?.(question));
      drawnMap.from(found.from ?? null);
    };
    await answer();
  } catch {
    say("The map did not load. Every place stands in the list too.");
  }
});

/** A style sheet that only a part of the page needs, once it is there. @param {string} name */
function styled(name) {
  return new Promise((done) => {
    const link = node("link", { rel: "stylesheet", href: `${base}assets/${name}`, on: { load: done, error: done } });
    document.head.append(link);
  });
}

/** From a mark of the map to its row. @param {string} slug */
function follow(slug) {
  const there = () => findAll(part("found"), `[data-slug="${slug}"]:not([hidden]) [data-part="name"]`)[0];
  while (!there() && !part("more").hidden) more();
  there()?.focus();
}

// Event listeners

let debounced = 0;
const typing = (/** @type {unknown} */ input) => input === form.q || input === form.near;
form.element.addEventListener("input", ({ target }) => {
  if (!(target instanceof HTMLInputElement && typing(target))) return;
  clearTimeout(debounced);
  debounced = setTimeout(() => ask(form.read(question), true), DEBOUNCE[target.name]);
});
form.element.addEventListener("change", ({ target }) => {
  const asked = form.read(question);
  if (typing(target) && write(asked) === write(question)) return;
  clearTimeout(debounced);
  ask(asked, typing(target));
});
form.element.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(debounced);
  ask(form.read(question)).then(showResults);
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
form.element.addEventListener("ap-suggested", (event) => {
  if (!(event instanceof CustomEvent)) return;
  event.preventDefault();
  clearTimeout(debounced);
  const { q = "", near, ...picked } = event.detail;
  const asked = { ...form.read(question), q, ...(near && { near }) };
  for (const key of KEYS)
    if (picked[key])
      asked.chosen[key] = FACETS[key].many ? [...new Set([...asked.chosen[key], picked[key]])] : [picked[key]];
  ask(asked).then(() => heading.focus());
});
form.sort.addEventListener("change", () => {
  const asked = form.read(question);
  const sort = /** @type {Sort} */ (form.sort.value);
  if (sort === "near" && !asked.near) {
    part("place").textContent = "Say from where, and the nearest come first.";
    form.sort.value = sortOf(question);
    form.near.focus();
    return;
  }
  ask({ ...asked, sort: sort === sortOf({ ...asked, sort: "" }) ? "" : sort });
});
/** A press that began on one provider and ended on another, as the answer came between, is no press on either. */
let pressed = "";
part("found").addEventListener(
  "pointerdown",
  (event) => {
    pressed = slugAt(event.target);
  },
  true,
);
part("found").addEventListener(
  "click",
  (event) => {
    const slug = slugAt(event.target);
    if (event.detail && pressed && slug && slug !== pressed) {
      event.preventDefault();
      event.stopPropagation();
    }
    pressed = "";
  },
  true,
);
part("found").addEventListener(
  "toggle",
  ({ target }) => {
    const row = target instanceof Element ? target.closest("[data-slug]") : null;
    if (row instanceof HTMLElement) void fold(row);
  },
  true,
);
part("more").addEventListener("click", () => more()?.querySelector("a")?.focus());
/** Paper has no button for more: what is found is all there, up to as many as anybody reads. */
window.addEventListener("beforeprint", () => {
  while (!part("more").hidden && rowsThere().length < MOST_ON_PAPER) more();
  part("cut").hidden = part("more").hidden;
  part("cut").textContent = `The first ${rowsThere().length} are printed: choose more filters to print fewer.`;
});
const drawer = find(page, "[data-ap-drawer]", HTMLButtonElement);
const toggle = (/** @type {boolean} */ open) => drawer.setAttribute("aria-expanded", String(open));
drawer.addEventListener("click", () => {
  const open = drawer.getAttribute("aria-expanded") !== "true";
  toggle(open);
  if (open) drawer.scrollIntoView({ block: "start" });
});
/** Puts the results at the head of the window, and the focus before them. */
function showResults() {
  toggle(false);
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "start" });
}
// Until now a setPressed, or another order, would have been lost.
drawer.disabled = form.sort.disabled = false;
part("done").addEventListener("click", showResults);
for (const past of findAll(form.element, "[data-ap-past]")) {
  past.addEventListener("click", (event) => {
    event.preventDefault();
    showResults();
  });
}
window.addEventListener("popstate", () => {
  // A link to a place on the page asks nothing new.
  if (write(read(location.search)) === write(question)) return;
  navigationEpoch += 1;
  clearTimeout(debounced);
  question = read(location.search);
  typed = false;
  if (document.activeElement?.closest("[data-ap-found] [data-slug]")) heading.focus();
  form.write(question, true);
  answer();
});

for (const row of rowsThere()) addButtons(row);
if (form.begin(question)) {
  const asking = () => ask(form.read(question), typing(document.activeElement));
  const { activeElement } = document;
  debounced = setTimeout(asking, (activeElement instanceof HTMLInputElement && DEBOUNCE[activeElement.name]) || 0);
} else {
  answer().then(arrived);
}
/** Who comes with a question to a window that shows no row of the answer is taken to it, once. */
function arrived() {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const idle = scrollY === 0 && document.activeElement === document.body;
  if (!WIDE.matches && asks(question) && visit?.type === "navigate" && idle) heading.scrollIntoView({ block: "start" });
}
