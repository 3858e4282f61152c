// Fills the row of a provider from the index: the same markup as the build renders.
import { find, findAll, node, template } from "./dom.js";
import { ended } from "./until.js";

/** Fills rows from the index. `base` leads to the site's root. */
export class Results {
  /**
   * @param {import("./columns.js").Columns} columns @param {string[]} names @param {(number: number) => string} slug
   * @param {Signs} shapes @param {string} base
   */
  constructor(columns, names, slug, shapes, base) {
    this.columns = columns;
    this.names = names;
    this.slug = slug;
    this.shapes = shapes;
    this.base = base;
    this.blank = find(template("[data-ap-row]"), "li");
  }

  /**
   * The row of one provider; `away` says how far it is, `takes` from where alone it takes pupils, `fit` what of the
   * question it meets and what it lacks, `days` how many days a placement has, and which of its sites is open when. A
   * row that is `there` is filled again, and only what differs is touched: of what two providers have in common nothing
   * is laid out anew.
   * @param {number} number
   * @param {{ away?: string, takes?: string, fit?: Fit, days?: string }} [told]
   * @param {HTMLElement} [there]
   */
  row(
    number,
    { away = "", takes = "", fit: [met, lacks, mentions] = [[], [], []], days = "" } = {},
    there = /** @type {HTMLElement} */ (this.blank.cloneNode(true)),
  ) {
    const parts = Object.fromEntries(findAll(there, "[data-part]").map((one) => [one.dataset.part, one]));
    const shown = (/** @type {string} */ name) => this.columns.shown(name, number);
    const slug = this.slug(number);
    if (there.dataset.slug !== slug) find(there, "details", HTMLDetailsElement).open = false;
    there.dataset.slug = slug;
    parts.name.setAttribute("href", `${this.base}providers/${slug}/`);
    fill(parts.name, this.names[number]);
    const type = shown("type");
    const place = shown("place");
    fill(parts.type, capital(type) + (place === type ? "" : `, ${place}`));
    const fits = [
      met.length ? `Fits: ${met.join(", ")}` : "",
      mentions.length ? `Mentions: ${mentions.join(", ")}` : "",
    ];
    fill(parts.fit, fits.filter(Boolean).join(". "), lacks.length ? `but not ${lacks.join(", ")}` : "");
    parts.fit.hidden = !parts.fit.textContent;
    parts.fit.classList.toggle("ap-row-fits", met.length > 0);
    fill(parts.about, ` about ${this.names[number]}`);
    const { tone, shape } = this.shapes[String(this.columns.values("standing", number)[0])];
    fill(parts.standing, shown("stands"), shown("since"), shape);
    parts.standing.className = `ap-row-standing ap-${tone}`;
    fill(parts.notice, shown("notice"));
    parts.notice.hidden = !shown("notice");
    this.told(parts.warning, "ap-row-told", shown("warning_sign"), shown("warning"), shown("warning_on"));
    const ending = ended(shown("until")) || shown("ending");
    parts.ending.dataset.apUntil = shown("until");
    this.told(parts.ending, "ap-row-told", ending && "lapsed", ending);
    this.told(parts.stale, "ap-row-told", shown("stale") && "lapsed", shown("stale"));
    fill(parts.late, shown("overdue"));
    parts.late.hidden = !shown("overdue");
    const told = { price_told: shown("price_told"), listed: shown("listed") };
    for (const [name, words] of Object.entries({ away, takes, overdue_of: "", ...told })) fact(parts[name], words);
    fill(parts.for, shown("for"));
    fill(parts.registered, shown("registered"));
    fill(parts.days, shown("day"), days);
    fill(parts.price, shown("priced") || "Price not given");
    fill(parts.free, shown("places"), shown("as_at"));
    fill(parts.visited, shown("visited"), shown("by"));
    this.told(parts.result, "ap-told", shown("sign"), shown("result"));
    fill(parts.teaching, shown("how"));
    fill(parts.level, shown("level"));
    fill(parts.checked, shown("checked"));
    fill(parts.areas, this.columns.values("area", number).join(", ") || "Not given");
    fill(parts.needs, capital(this.columns.values("need", number).join(", ")) || "Not given");
    return there;
  }

  /** Fills in what a row folds and the index has apart. @param {HTMLElement} there @param {string} overdue */
  fold(there, overdue) {
    fact(find(there, "[data-part=overdue_of]"), overdue);
  }

  /**
   * Words with their sign, or nothing where there is no sign.
   * @param {HTMLElement} element @param {string} name @param {string} sign @param {string} words
   * @param {string} [quietly]
   */
  told(element, name, sign, words, quietly = "") {
    element.hidden = !sign;
    const { tone, shape } = this.shapes[sign] ?? {};
    element.className = tone ? `${name} ap-${tone}` : name;
    fill(element, words, quietly, shape ?? null);
  }
}

/** Fills a fact that a row has only where there are words for it. @param {HTMLElement} part @param {string} words */
function fact(part, words) {
  fill(part, words);
  /** @type {HTMLElement} */ (part.parentElement).hidden = !words;
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Puts words into an element, what is said `quietly` smaller and behind them, a shape before them.
 * @param {HTMLElement} element @param {string} words @param {string} [quietly] @param {Sign["shape"] | null} [shape]
 */
function fill(element, words, quietly = "", shape = null) {
  const before = shape ? " " : "";
  const whole = before + words + (quietly && ` ${quietly}`);
  if (element.textContent === whole && element.childElementCount === (quietly ? 1 : 0) + (shape ? 1 : 0)) return;
  element.replaceChildren(
    ...(shape ? [shape()] : []),
    before + words,
    ...(quietly ? [" ", node("small", {}, quietly)] : []),
  );
}
