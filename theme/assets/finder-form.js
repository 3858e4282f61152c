// The form of the finder: read as a question, filled from one, and the count beside each choice.

import { find, findAll } from "./dom.js";
import { FACETS, KEYS, TOGETHER } from "./facets.js";
import { figure } from "./figures.js";
import { narrowed, nothing, sortOf } from "./question.js";

/**
 * The choices of a group: each with its row, and the text of the number beside it.
 * @param {Element} group @param {Facet} key
 */
function choicesOf(group, key) {
  return findAll(group, `input[name="${key}"]`, HTMLInputElement).map((input) => ({
    input,
    row: input.closest("li"),
    number: input.closest("label")?.querySelector("[data-number]")?.firstChild,
  }));
}

const text = (/** @type {HTMLInputElement} */ input) => input.value.replace(/\s+/g, " ").trim();

/** Where the filters stand beside the list; elsewhere they are a drawer, in which what is long stays folded. */
export const WIDE = matchMedia("(min-width: 60em)");

/** A group of more choices than these is folded in the drawer. */
const MOST_OPEN = 8;

/** @type {("q" | "near")[]} */
const FIELDS = ["q", "near"];

export class Form {
  /** @param {HTMLFormElement} element @param {HTMLSelectElement} sort */
  constructor(element, sort) {
    this.element = element;
    this.sort = sort;
    this.#fit = find(sort, "[data-ap-fit]", HTMLOptionElement);
    this.q = find(element, "[name=q]", HTMLInputElement);
    this.near = find(element, "[name=near]", HTMLInputElement);
    for (const key of KEYS) {
      const [group] = findAll(element, `[data-group="${key}"]`, HTMLDetailsElement);
      this.#choices[key] = group ? choicesOf(group, key) : [];
      if (!group) continue;
      this.#groups[key] = group;
      if (!WIDE.matches && this.#choices[key].length > MOST_OPEN) group.open = false;
    }
  }

  /** @type {Partial<Record<Facet, HTMLDetailsElement>>} */
  #groups = {};
  /** The choices of the form do not change: each is looked up once, with what is beside it. */
  #choices = /** @type {Record<Facet, ReturnType<typeof choicesOf>>} */ ({});
  /** How well providers fit: nothing to sort by where nothing is asked. */
  #fit;

  /** @param {Facet} key */
  #inputs(key) {
    return this.#choices[key].map(({ input }) => input);
  }

  /** The two ways of a group in which all choices may be asked for at once. @param {Facet} key */
  #together(key) {
    const group = this.#groups[key];
    return group ? findAll(group, "[data-together] input", HTMLInputElement) : [];
  }

  /** The earliest day of each choice of "last visited". */
  bounds() {
    return Object.fromEntries(this.#inputs("visited").map((input) => [input.value, input.dataset.bound]));
  }

  /**
   * A choice in the form's words, with its group unless it is `joined` to one before it; what the form does not offer
   * stands for itself.
   * @param {Facet} key @param {string} value @param {boolean} [joined]
   */
  spoken(key, value, joined = false) {
    const group = this.element.querySelector(`[data-group="${key}"] [data-title]`)?.textContent ?? key;
    const input = this.#inputs(key).find((one) => one.value === value);
    const bare = key === "price" ? `Up to £${value}` : key === "places" ? `${value} or more` : value;
    const words = input?.closest("label")?.querySelector("[data-label]")?.textContent ?? bare;
    return joined || words.startsWith(group) ? words : `${group}: ${words}`;
  }

  /**
   * The question that the form asks. What `before` asks and the form does not offer is kept.
   * @param {Question} before @returns {Question}
   */
  read(before) {
    const question = {
      ...nothing(),
      q: text(this.q),
      near: text(this.near),
      sort: before.sort,
      compare: before.compare,
    };
    question.all = TOGETHER.filter((key) => this.#together(key).find((input) => input.checked)?.value === "all");
    for (const key of KEYS) {
      const offered = this.#inputs(key);
      const values = offered.filter((input) => input.checked && input.value).map((input) => input.value);
      const kept = before.chosen[key].filter((value) => !offered.some((input) => input.value === value));
      // No button of a group of one is pressed where the address asks for what the form does not offer: £50 a day.
      const untouched = !offered.some((input) => input.checked);
      question.chosen[key] = FACETS[key].many || untouched ? [...values, ...kept] : values;
    }
    return question;
  }

  /**
   * Puts a question into the form; a field in which somebody is typing is left alone, unless `all` is to change.
   * @param {Question} question @param {boolean} [all]
   */
  write(question, all = false) {
    for (const field of FIELDS) {
      if (all || document.activeElement !== this[field]) this[field].value = question[field];
    }
    this.#fit.hidden = this.#fit.disabled = !narrowed(question);
    this.sort.value = sortOf(question);
    for (const key of TOGETHER) {
      for (const input of this.#together(key)) input.checked = (input.value === "all") === question.all.includes(key);
    }
    for (const key of KEYS) {
      const group = this.#groups[key];
      if (!group) continue;
      const values = question.chosen[key];
      for (const input of this.#inputs(key))
        input.checked = input.value ? values.includes(input.value) : !values.length;
      const said = values.map((value) => this.spoken(key, value, true)).join(", ");
      const place = find(group, "[data-chosen]");
      if (place.textContent !== said) place.textContent = said;
      if (values.length && !group.open && WIDE.matches) group.open = true;
    }
  }

  /**
   * Puts the question of the address into a form as the page came with it. What somebody chose or typed before the
   * scripts ran stays, for it is newer; whether there is any. (The browser puts nothing back: autocomplete is off.)
   * @param {Question} question
   */
  begin(question) {
    const begun = findAll(this.element, "input", HTMLInputElement).filter(
      (one) => one.checked !== one.defaultChecked || one.value !== one.defaultValue,
    );
    const checked = begun.map((one) => one.checked);
    const typed = Object.fromEntries(
      FIELDS.filter((key) => begun.includes(this[key])).map((key) => [key, this[key].value]),
    );
    this.write({ ...question, ...typed }, true);
    for (const [at, one] of begun.entries()) one.checked = checked[at];
    return begun.length > 0;
  }

  /** A question with the first choice that there is. */
  trial() {
    const key = KEYS.find((one) => this.#inputs(one).some(({ value }) => value));
    const question = nothing();
    if (key)
      question.chosen[key] = this.#inputs(key)
        .flatMap(({ value }) => value || [])
        .slice(0, 1);
    return question;
  }

  /**
   * Asks for every number in turn, a few at a time while nobody waits, without showing any.
   * @param {Counts["number"]} number @param {Idle} idle
   */
  async warm(number, idle) {
    for (const key of KEYS) {
      await idle();
      for (const input of this.#inputs(key)) if (input.value) number(key, input.value);
    }
  }

  /**
   * The number beside each choice. A choice that would leave nobody is shown as such, and can still be made.
   * @param {Counts["number"]} number
   */
  count(number) {
    for (const key of KEYS) {
      for (const { input, row, number: place } of this.#choices[key]) {
        if (!place) continue;
        const there = number(key, input.value);
        const words = figure(there);
        if (place.nodeValue !== words) place.nodeValue = words;
        const nobody = there === 0 && !input.checked;
        row?.classList.toggle("ap-nobody", nobody);
      }
    }
  }
}
