// Providers by the words of their names, types, needs, subjects, programmes and places.
import * as bits from "./bits.js";
import { asked, meant, words } from "./spelling.js";

const COLUMNS = ["type", "need", "subject", "area", "programme", "town"];

export class Words {
  #columns;
  #names = new Map();
  #values = new Map();
  #answers = new Map();

  constructor(names, columns) {
    this.#columns = columns;
    for (let number = 0; number < names.length; number++) {
      for (const word of words(names[number])) enter(this.#names, word, number);
    }
    for (const name of COLUMNS) {
      for (const value of columns.get(name).values) {
        for (const word of words(value)) enter(this.#values, word, [name, value]);
      }
    }
    this.#known = [...new Set([...this.#names.keys(), ...this.#values.keys()])];
  }

  #known;

  /** Who has every word of a text, each somewhere; and who has them all in the name. */
  find(text) {
    let everywhere = bits.every(this.#columns.size);
    let named = everywhere;
    for (const typed of asked(text)) {
      const answer = this.#one(typed);
      everywhere = bits.both(everywhere, answer.everywhere);
      named = bits.both(named, answer.named);
    }
    return { everywhere, named };
  }

  #one(typed) {
    if (!this.#answers.has(typed)) {
      const named = bits.none(this.#columns.size);
      const wanted = new Map();
      for (const word of meant(typed, this.#known)) {
        for (const number of this.#names.get(word) ?? []) bits.add(named, number);
        for (const [name, value] of this.#values.get(word) ?? []) enter(wanted, name, value);
      }
      let everywhere = named;
      for (const [name, values] of wanted) {
        const these = new Set(values);
        everywhere = bits.either(everywhere, this.#columns.where(name, `has ${typed}`, (value) => these.has(value)));
      }
      this.#answers.set(typed, { everywhere, named });
    }
    return this.#answers.get(typed);
  }
}

function enter(map, key, value) {
  const there = map.get(key);
  if (there) there.push(value);
  else map.set(key, [value]);
}
