// The page that plans a placement: what is typed, and what the rules say of it. Nothing is sent and nothing is kept.
import { calendarOf } from "./calendar.js";
import { fetchDetails } from "./details.js";
import { button, find, findAll, node, save, standings, template, told } from "./dom.js";
import { listed } from "./figures.js";
import { advise, freeSessions, inWords, minutes, weekInWords } from "./plan.js";
import { formFacts } from "./plan-facts.js";
import { given, read } from "./plan-form.js";
import { saved, slugsOf } from "./shortlist.js";

const page = find(document, "[data-ap-plan]");
const part = (/** @type {string} */ name) => find(page, `[data-ap-${name}]`);
const form = find(page, "[data-ap-form]", HTMLFormElement);
/** @type {RuleBook} */
const book = JSON.parse(find(document, "[data-ap-book]", HTMLDataElement).value);
const rules = new Map(book.rules.map((rule) => [rule.id, rule]));
const signs = standings();
const base = page.dataset.base ?? "";

/** What each state is called, and the sign before it. @type {Record<State, [words: string, sign: string]>} */
const STATES = {
  over: ["Beyond the rule", "not met"],
  check: ["Ask or check", "lapsed"],
  do: ["To do", "visited"],
  ok: ["Within the rule", "approved"],
  note: ["Note", "never visited"],
};
/** What nobody has to ask or change is folded away, and counted. @type {Partial<Record<State, string>>} */
const FOLDED = { do: "to do", ok: "within the rule", note: "to note" };
const PLAIN = new Set(["codes", "due", "parents"]);
const WHO = { provider: "the provider", school: "whoever places the pupil" };
/** @type {Record<string, string>} */
const CODES = { ask: "No code yet", none: "No code" };
/** Tells the events of this plan from those of others in one calendar; it goes with the page. */
const id = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** @typedef {PlanLine & { rules: PlanRule[] }} Line One or several rules that say the same. */

/** Lines of a part, where rules that say the same stand together. @param {PlanLine[]} lines @returns {Line[]} */
function together(lines) {
  /** @type {Map<string, Line>} */
  const found = new Map();
  for (const line of lines) {
    const rule = /** @type {PlanRule} */ (rules.get(line.id));
    const key = [line.of, line.is, line.code, line.text, rule.title, line.dates].join("\0");
    const same = found.get(key);
    if (same) same.rules.push(rule);
    else found.set(key, { ...line, rules: [rule] });
  }
  return [...found.values()];
}

/** Who states rules: by name, and folded away their documents, dates and our reading. @param {PlanRule[]} those */
function sources(those) {
  const names = those.map(({ local, source }) => local || (source ? "National" : "Added by this directory"));
  const whole = those.map(({ local, source, dated, own }) => {
    const words = [];
    if (source) words.push(node("b", {}, local || "National"), `${source === local ? "" : `: ${source}`} (${dated}). `);
    if (own) words.push(node("b", {}, "Added by this directory"), `: ${own}`);
    return node("small", {}, words);
  });
  return node("details", { class: "ap-folded" }, node("summary", {}, `Source: ${listed(names)}`), whole);
}

/** @param {Line} line @param {Plan} plan */
function shown(line, plan) {
  const [words, sign] = STATES[line.is];
  const rule = line.rules[0];
  const where = line.of ? `${nameOf(plan, line.of)}: ` : "";
  const days = line.dates.length ? `${listed(line.dates.map(inWords))}: ` : "";
  const title = `${days}${where}${rule.title}${rule.title.endsWith("?") ? "" : "."} `;
  const who = rule.who in WHO ? ` For ${WHO[/** @type {keyof typeof WHO} */ (rule.who)]}.` : "";
  const code = line.code ? node("b", {}, `${codeInWords(line.code)}. `) : "";
  // Where all is to be done, or only told, no line says so.
  const quiet = PLAIN.has(rule.part) && (line.is === "do" || line.is === "note");
  return node(
    "li",
    { class: `ap-plan-${line.is}` },
    node("p", {}, !quiet && [told(signs, sign, words), " "], node("b", {}, title), code, line.text, who),
    sources(line.rules),
  );
}

/** @param {string} code */
const codeInWords = (code) => CODES[code] ?? (code.startsWith("not") ? code.replace("n", "N") : `Code ${code}`);
/** @param {Plan} plan @param {number} number */
const nameOf = (plan, number) => plan.providers?.[number - 1]?.name || `Provider ${number}`;

/** Lines by who states them. @param {Line[]} lines @param {Plan} plan @param {boolean} ownFirst */
function grouped(lines, plan, ownFirst) {
  /** @type {[title: string, lines: Line[]][]} */
  const groups = [
    ["National rules", lines.filter(({ rules: [rule] }) => rule.source && !rule.local)],
    ["What the frameworks ask", lines.filter(({ rules: [rule] }) => rule.local)],
    ["Added by this directory", lines.filter(({ rules: [rule] }) => !rule.source)],
  ];
  if (ownFirst) groups.reverse();
  return groups
    .filter(([, some]) => some.length)
    .flatMap(([title, some]) => [
      node("h4", {}, title),
      node(
        "ul",
        { class: "ap-plan-lines" },
        some.map((line) => shown(line, plan)),
      ),
    ]);
}

/** `3 within the rule and 1 to note`. @param {Line[]} lines */
function inCounts(lines) {
  const counts = Object.entries(FOLDED).map(([state, words]) => [lines.filter(({ is }) => is === state).length, words]);
  return listed(counts.filter(([count]) => count).map((count) => count.join(" ")));
}

/** Says what the rules say of what is typed now. */
function show() {
  const plan = read(form);
  const lines = advise(plan, book);
  for (const section of findAll(page, "[data-ap-part]")) {
    const those = together(lines.filter(({ id }) => rules.get(id)?.part === section.dataset.apPart));
    const order = Object.keys(STATES);
    const dated = section.dataset.apPart === "due";
    those.sort((a, b) =>
      dated
        ? (a.dates[0] ?? "9").localeCompare(b.dates[0] ?? "9")
        : order.indexOf(a.is) - order.indexOf(b.is) || a.of - b.of,
    );
    section.hidden = !those.length;
    const way = find(page, `li:has(> [href="#part-${section.dataset.apPart}"])`);
    const over = those.filter(({ is }) => is === "over").length;
    way.hidden = section.hidden;
    find(way, "span").textContent = over ? `: ${over} beyond` : "";
    const rest = those.filter(({ is }) => is in FOLDED);
    const more = find(section, "[data-ap-more]");
    more.hidden = !rest.length;
    find(more, "summary").textContent = inCounts(rest);
    for (const [where, some] of /** @type {const} */ ([
      [find(section, "[data-ap-lines]"), those.filter(({ is }) => !(is in FOLDED))],
      [find(more, "div"), rest],
    ]))
      where.replaceChildren(...grouped(some, plan, section.dataset.apPart === "parents"));
  }
  showWeek(plan, lines);
  part("given").replaceChildren(
    ...given(form).map(([term, words]) => node("div", {}, node("dt", {}, term), node("dd", {}, words))),
  );
  showForms(plan);
  part("calendar").toggleAttribute("disabled", !due(lines).length);
  say(together(lines), plan);
}

/** Lines that a calendar has. @param {PlanLine[]} lines */
const due = (lines) => lines.filter(({ id, dates }) => dates.length > 0 && rules.get(id)?.part === "due");

/** The week, a session a cell: where the pupil is, and the code. @param {Plan} plan @param {PlanLine[]} lines */
function showWeek(plan, lines) {
  const codeOf = (/** @type {string} */ rule, /** @type {number} */ number) =>
    lines.find(({ id, of }) => id === `${rule}:national` && of === number)?.code ?? "";
  const free = freeSessions(plan);
  const cell = (/** @type {string} */ session) => {
    const places = (plan.providers ?? []).flatMap((place, at) =>
      place.sessions?.includes(session) ? [[nameOf(plan, at + 1), codeOf("code", at + 1)]] : [],
    );
    if (plan.school?.sessions?.includes(session)) places.unshift(["School", ""]);
    if (free.includes(session)) places.push(["No place", codeOf("code-c2", 0)]);
    return node(
      "td",
      {},
      places.map(([name, one]) => {
        const code = places.length > 1 ? "ask" : one;
        return node("span", {}, name, code && node("b", {}, ` ${CODES[code]?.toLowerCase() ?? code}`));
      }),
    );
  };
  const days = ["Mon", "Tue", "Wed", "Thu", "Fri"];
  find(part("week"), "tbody").replaceChildren(
    ...days.map((day) =>
      node(
        "tr",
        {},
        node("th", { scope: "row" }, weekInWords([`${day} am`, `${day} pm`])),
        cell(`${day} am`),
        cell(`${day} pm`),
      ),
    ),
  );
  part("week").hidden = free.length === 10;
}

/** Windows of forms that were opened from here, and the number of the provider that each is for. @type {Map<unknown, number>} */
const opened = new Map();
window.addEventListener("message", ({ origin, source, data }) => {
  const number = opened.get(source);
  if (origin !== location.origin || data !== "ap-form" || !source || !number) return;
  source.postMessage({ plan: formFacts(read(form), book, number) }, { targetOrigin: origin });
});

/** A button for each form and provider. @param {Plan} plan */
function showForms(plan) {
  const list = page.querySelector("[data-ap-forms-of]");
  const kinds = findAll(template("[data-ap-forms]"), "a", HTMLAnchorElement);
  const slugs = findAll(part("providers"), "fieldset").map(({ dataset }) => dataset.slug);
  const made = (plan.providers ?? []).flatMap((_, at) =>
    kinds.map((kind) => {
      const address = `${kind.getAttribute("href")}${slugs[at] ? `?provider=${slugs[at]}` : ""}`;
      const act = () => opened.set(window.open(address), at + 1);
      return node("li", {}, button(act, `${kind.textContent} for ${nameOf(plan, at + 1)}`));
    }),
  );
  list?.replaceChildren(...made);
}

/** Says in one sentence how many rules say what. @param {Line[]} lines @param {Plan} plan */
function say(lines, plan) {
  const count = (/** @type {State} */ state) => lines.filter(({ is }) => is === state).length;
  const [over, check] = [count("over"), count("check")];
  const begun = [plan.school, ...(plan.providers ?? [])].some((place) => place?.hours || place?.sessions?.length);
  const counts = `${over || "nothing"} beyond a rule, ${check || "nothing"} to ask or check`;
  const small = over || begun ? counts : "tick sessions or enter hours to see what the rules say";
  const words = `${small[0].toUpperCase()}${small.slice(1)}.`;
  if (part("said").textContent !== words) part("said").textContent = words;
  part("bar").textContent = over || begun ? counts : "nothing to show yet";
}

/** Adds a provider, with what the directory knows of it. @param {string} [slug] @param {Details} [known] */
function add(slug, known) {
  const made = find(/** @type {DocumentFragment} */ (template("[data-ap-provider]").cloneNode(true)), "fieldset");
  part("providers").append(made);
  if (slug && known) {
    const { registered, ...entry } = known.plan;
    Object.assign(made.dataset, { slug, entry: JSON.stringify(entry) });
    find(made, "[data-field=name]", HTMLInputElement).value = known.name;
    find(made, "[data-field=registered]", HTMLSelectElement).value = registered ?? "";
    const standing = known.values[0].map((line) =>
      Array.isArray(line) && line[0] !== "detail" ? told(signs, ...line) : "",
    );
    const days = entry.open_days ? `Open on ${listed(entry.open_days)}. ` : "";
    const link = node("a", { href: `${base}providers/${slug}/` }, known.name);
    find(made, "[data-ap-known]").append(link, ` ${days}`, ...standing);
  }
  number();
  return made;
}

/** Under another name it is another provider, of which nothing is known. @param {HTMLElement | null} field @param {string} name */
function forget(field, name) {
  if (!field?.dataset.slug || find(field, "[data-ap-known] a").textContent === name) return;
  delete field.dataset.slug;
  delete field.dataset.entry;
  find(field, "[data-ap-known]").replaceChildren();
}

/** Names each provider by its number, where it has no name yet. */
function number() {
  for (const [at, field] of findAll(part("providers"), "fieldset").entries()) {
    const name = find(field, "[data-field=name]", HTMLInputElement).value.trim() || `Provider ${at + 1}`;
    find(field, "legend").textContent = name;
    find(field, "[data-ap-remove]").textContent = `Remove ${name}`;
  }
}

/** @param {string[]} slugs */
async function addKnown(slugs) {
  const there = new Set(findAll(part("providers"), "[data-slug]").map(({ dataset }) => dataset.slug));
  const wanted = slugs.filter((slug) => !there.has(slug));
  try {
    for (const [slug, known] of await fetchDetails(page.dataset, wanted)) add(slug, known);
    part("form-said").textContent = "";
  } catch {
    part("form-said").textContent = "The providers did not load. Type them in, or try again.";
  }
  show();
}

/** What is wrong with a number stands beside it. @param {EventTarget | null} target */
function mark(target) {
  if (!(target instanceof HTMLInputElement) || !target.inputMode) return;
  const typed = target.value.trim();
  const inHours = target.inputMode === "decimal";
  const few = Number(typed) < Number(target.dataset.least ?? 0);
  const wrong = typed !== "" && (inHours ? minutes(typed) === null : few || !/^\d{1,4}$/.test(typed));
  if (wrong) target.setAttribute("aria-invalid", "true");
  else target.removeAttribute("aria-invalid");
  target.parentElement?.querySelector(".ap-wrong")?.remove();
  const whole = `Write a whole number, ${few ? `at least ${target.dataset.least}` : "such as 12"}.`;
  const words = inHours ? "Enter hours as 6, 7.5 or 7:30." : whole;
  if (wrong) target.after(node("span", { class: "ap-wrong", role: "alert" }, words));
}

let written = false;
form.addEventListener("input", ({ target }) => {
  written = true;
  mark(target);
  if (target instanceof HTMLInputElement && target.dataset.field === "name")
    forget(target.closest("fieldset"), target.value);
  number();
  show();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  part("heading").focus();
});
part("add").addEventListener("click", () => {
  find(add(), "[data-field=name]").focus();
  show();
});
part("providers").addEventListener("click", ({ target }) => {
  if (!(target instanceof Element) || !target.matches("[data-ap-remove]")) return;
  target.closest("fieldset")?.remove();
  number();
  show();
  part("add").focus();
});
part("saved").hidden = saved().length === 0;
part("saved").addEventListener("click", () => addKnown(saved()));
part("print").addEventListener("click", () => window.print());
window.addEventListener("afterprint", () => {
  written = false;
});
part("clear").addEventListener("click", () => {
  if (!confirm("Clear the whole plan? You cannot undo this.")) return;
  begin();
  find(form, "select").focus();
});
part("calendar").addEventListener("click", () => {
  const plan = read(form);
  const events = together(due(advise(plan, book))).flatMap((line) =>
    line.dates.map((day, at) => ({
      key: `${line.id.replace(":", "-")}-${line.of}-${at}`,
      day,
      title: `AP placement: ${line.rules[0].title}`,
      text: `${line.text} ${line.rules.map(({ source, dated }) => `${source} (${dated}).`).join(" ")}`,
    })),
  );
  save("placement.ics", "text/calendar", calendarOf(events, id, new Date()));
});
part("copy").addEventListener("click", async () => {
  const lines = findAll(find(page, "[data-ap-part=parents]"), "li > p").map(({ textContent }) => textContent.trim());
  try {
    await navigator.clipboard.writeText(lines.join("\n"));
    part("copied").textContent = "Copied.";
  } catch {
    part("copied").textContent = "It could not be copied: mark the lines and copy them.";
  }
});
// Nothing is kept, so what was written and not printed since is lost with the page: say so before it goes.
window.addEventListener("beforeunload", (event) => {
  if (written) event.preventDefault();
});

// Where there is room, what is within the rules is in sight from the start.
if (matchMedia("(min-width: 62em)").matches)
  for (const more of findAll(page, "[data-ap-more]")) more.setAttribute("open", "");

// The table for those without scripts is there to look up here.
part("by-hand").removeAttribute("open");

function begin() {
  form.reset();
  part("providers").replaceChildren();
  written = false;
  const slugs = slugsOf(new URLSearchParams(location.search).getAll("p"));
  if (slugs.length) addKnown(slugs);
  else add();
  show();
}
// A browser gives a page its answers back when it is come back to: another may hold the tablet by then.
window.addEventListener("pageshow", ({ persisted }) => persisted && begin());
begin();
