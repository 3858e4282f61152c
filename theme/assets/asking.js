// The form of the finder: what stands in it as a question, a question put into it, the number beside each choice.
import { figure } from "./node.js";
import { GROUPS, MANY, nothing, sortOf, TOGETHER } from "./question.js";

/** The choices of a group: each with its row, and the text of the number beside it. */
function choicesOf(group, key) {
  return [...group.querySelectorAll(`input[name="${key}"]`)].map((input) => ({
    input,
    row: input.closest("li"),
    number: input.closest("label").querySelector("[data-number]")?.firstChild,
  }));
}

const text = (input) => input.value.replace(/\s+/g, " ").trim();

export class Form {
  constructor(element, sort) {
    this.element = element;
    this.sort = sort;
    this.#fit = sort.querySelector("[data-ap-fit]");
    this.q = element.elements.q;
    this.near = element.elements.near;
    this.#groups = new Map(GROUPS.map((key) => [key, element.querySelector(`[data-group="${key}"]`)]));
    this.#choices = new Map([...this.#groups].map(([key, group]) => [key, group ? choicesOf(group, key) : []]));
  }

  /** The choices of the form do not change: each is looked up once, with what is beside it. */
  #groups;
  #choices;
  /** How well words fit: nothing to sort by where there are none. */
  #fit;

  #inputs(key) {
    return this.#choices.get(key).map(({ input }) => input);
  }

  /** The two ways of a group in which all choices may be asked for at once. */
  #together(key) {
    return [...(this.#groups.get(key)?.querySelectorAll("[data-together] input") ?? [])];
  }

  /** The earliest day of each choice of "last visited". */
  bounds() {
    return Object.fromEntries(this.#inputs("visited").map((input) => [input.value, input.dataset.bound]));
  }

  /**
   * A choice in the form's words, with its group unless it is `joined` to one before it; what the form does not offer
   * stands for itself.
   */
  spoken(key, value, joined = false) {
    const group = this.element.querySelector(`[data-group="${key}"] [data-title]`)?.textContent ?? key;
    const input = this.#inputs(key).find((one) => one.value === value);
    const bare = { price: `Up to £${value} a day`, places: `${value} or more` }[key] ?? value;
    const words = input?.closest("label").querySelector("[data-label]")?.textContent ?? bare;
    return joined || words.startsWith(group) ? words : `${group}: ${words}`;
  }

  /** The question that the form asks. What `before` asks and the form does not offer is kept. */
  read(before) {
    const question = {
      ...nothing(),
      q: text(this.q),
      near: text(this.near),
      sort: before.sort,
      compare: before.compare,
    };
    question.all = TOGETHER.filter((key) => this.#together(key).find((input) => input.checked)?.value === "all");
    for (const key of GROUPS) {
      const offered = this.#inputs(key);
      const values = offered.filter((input) => input.checked && input.value).map((input) => input.value);
      const kept = before.chosen[key].filter((value) => !offered.some((input) => input.value === value));
      // No button of a group of one is pressed where the address asks for what the form does not offer: £50 a day.
      const untouched = !offered.some((input) => input.checked);
      question.chosen[key] = MANY.includes(key) || untouched ? [...values, ...kept] : values;
    }
    return question;
  }

  /** Puts a question into the form; a field in which somebody is typing is left alone, unless `all` is to change. */
  write(question, all = false) {
    for (const field of ["q", "near"]) {
      if (all || document.activeElement !== this[field]) this[field].value = question[field];
    }
    this.#fit.hidden = this.#fit.disabled = !question.q;
    this.sort.value = sortOf(question);
    for (const key of TOGETHER) {
      for (const input of this.#together(key)) input.checked = (input.value === "all") === question.all.includes(key);
    }
    for (const key of GROUPS) {
      const group = this.#groups.get(key);
      if (!group) continue;
      const values = question.chosen[key];
      for (const input of this.#inputs(key))
        input.checked = input.value ? values.includes(input.value) : !values.length;
      const said = values.length ? `${values.length} chosen` : "";
      const place = group.querySelector("[data-chosen]");
      if (place.textContent !== said) place.textContent = said;
      if (values.length && !group.open) group.open = true;
    }
  }

  /**
   * Puts the question of the address into a form as the page came with it. What somebody chose or typed before the
   * scripts ran stays, for it is newer; whether there is any. (The browser puts nothing back: autocomplete is off.)
   */
  begin(question) {
    const begun = [...this.element.querySelectorAll("input")].filter(
      (one) => one.checked !== one.defaultChecked || one.value !== one.defaultValue,
    );
    const checked = begun.map((one) => one.checked);
    const typed = Object.fromEntries(
      ["q", "near"].filter((key) => begun.includes(this[key])).map((key) => [key, this[key].value]),
    );
    this.write({ ...question, ...typed }, true);
    for (const [at, one] of begun.entries()) one.checked = checked[at];
    return begun.length > 0;
  }

  /** A question with the first choice that there is. */
  trial() {
    const key = GROUPS.find((one) => this.#inputs(one).some(({ value }) => value));
    const question = nothing();
    if (key) question.chosen[key] = [this.#inputs(key).find(({ value }) => value).value];
    return question;
  }

  /** Asks for every number in turn, a few at a time while nobody waits, without showing any. */
  async warm(number, idle) {
    for (const key of GROUPS) {
      await idle();
      for (const input of this.#inputs(key)) if (input.value) number(key, input.value);
    }
  }

  /** The number beside each choice. A choice that would leave nobody is shown as such, and can still be made. */
  count(number) {
    for (const key of GROUPS) {
      for (const { input, row, number: place } of this.#choices.get(key)) {
        if (!place) continue;
        const there = number(key, input.value);
        const words = figure(there);
        if (place.data !== words) place.data = words;
        const nobody = there === 0 && !input.checked;
        if (row.classList.contains("ap-nobody") !== nobody) row.classList.toggle("ap-nobody", nobody);
      }
    }
  }
}
