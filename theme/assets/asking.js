// The form of the finder: what stands in it as a question, a question put into it, the number beside each choice.
import { GROUPS, MANY, nothing } from "./question.js";

const text = (input) => input.value.replace(/\s+/g, " ").trim();

/** The sort that a question has by itself. */
export function usual(question) {
  return question.near ? "near" : "name";
}

export class Form {
  constructor(element, sort) {
    this.element = element;
    this.sort = sort;
    this.q = element.elements.q;
    this.near = element.elements.near;
  }

  #inputs(key) {
    return [...this.element.querySelectorAll(`[data-group="${key}"] input`)];
  }

  /** The earliest day of each choice of "last visited". */
  bounds() {
    return Object.fromEntries(this.#inputs("visited").map((input) => [input.value, input.dataset.bound]));
  }

  /** A choice with its group, in the form's words; what the form does not offer stands for itself. */
  spoken(key, value) {
    const group = this.element.querySelector(`[data-group="${key}"] [data-title]`)?.textContent ?? key;
    const input = this.#inputs(key).find((one) => one.value === value);
    const bare = { price: `Up to £${value}`, places: `${value} or more` }[key] ?? value;
    const words = input?.closest("label").querySelector("[data-label]")?.textContent ?? bare;
    return words.startsWith(group) ? words : `${group}: ${words}`;
  }

  /** The question that the form asks. What `before` asks and the form does not offer is kept. */
  read(before) {
    const question = { ...nothing(), q: text(this.q), near: text(this.near), sort: before.sort, compare: before.compare };
    for (const key of GROUPS) {
      const offered = this.#inputs(key);
      const values = offered.filter((input) => input.checked && input.value).map((input) => input.value);
      const kept = before.chosen[key].filter((value) => !offered.some((input) => input.value === value));
      question.chosen[key] = MANY.includes(key) || !offered.length ? [...values, ...kept] : values;
    }
    return question;
  }

  /** Puts a question into the form; a field in which somebody is typing is left alone, unless `all` is to change. */
  write(question, all = false) {
    for (const field of ["q", "near"]) {
      if (all || document.activeElement !== this[field]) this[field].value = question[field];
    }
    this.sort.value = question.sort || usual(question);
    for (const key of GROUPS) {
      const group = this.element.querySelector(`[data-group="${key}"]`);
      if (!group) continue;
      const values = question.chosen[key];
      for (const input of this.#inputs(key)) input.checked = input.value ? values.includes(input.value) : !values.length;
      group.querySelector("[data-chosen]").textContent = values.length ? `${values.length} chosen` : "";
      if (values.length) group.open = true;
    }
  }

  /** Asks for every number, without showing any. */
  warm(number) {
    for (const key of GROUPS) for (const input of this.#inputs(key)) number(key, input.value);
  }

  /** The number beside each choice. A choice that would leave nobody is shown as such, and can still be made. */
  count(number) {
    for (const key of GROUPS) {
      for (const input of this.#inputs(key)) {
        const place = input.closest("label").querySelector("[data-number]");
        if (!place) continue;
        const there = number(key, input.value);
        place.textContent = there.toLocaleString("en-GB");
        input.closest("li").classList.toggle("ap-nobody", there === 0 && !input.checked);
      }
    }
  }
}
