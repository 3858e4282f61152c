// Providers by the words of their names, types, needs, subjects, programmes and places.
import * as bits from "./bits.js";
import { MEANINGS } from "./meanings.js";
import { asked, meant, words } from "./spelling.js";

const COLUMNS = ["type", "need", "subject", "area", "programme", "town"];
/** Names that are read at a time, where nobody waits for them. */
const AT_ONCE = 1000;

export class Words {
  #columns;
  #texts;
  #read = 0;
  #names = new Map();
  #values = new Map();
  #meanings = new Map();
  #known = null;
  #answers = new Map();

  constructor(names, columns) {
    this.#columns = columns;
    this.#texts = names;
    for (const name of COLUMNS) {
      for (const value of columns.get(name).values) {
        for (const word of words(value)) enter(this.#values, word, [name, value]);
      }
    }
    for (const [phrases, ways] of MEANINGS) for (const phrase of phrases) this.#meanings.set(phrase, ways);
  }

  /** Reads all names a part at a time, whenever `idle` comes back. */
  async prepare(idle) {
    while (this.#read < this.#texts.length) {
      await idle();
      this.#readUntil(this.#read + AT_ONCE);
    }
    this.#all();
  }

  #readUntil(end) {
    for (; this.#read < Math.min(end, this.#texts.length); this.#read++) {
      for (const word of words(this.#texts[this.#read])) enter(this.#names, word, this.#read);
    }
  }

  /** Every word that there is, once the names are read. */
  #all() {
    if (this.#known) return this.#known;
    this.#readUntil(Infinity);
    const meanings = [...this.#meanings.keys()].filter((phrase) => !phrase.includes(" "));
    return (this.#known = [...new Set([...this.#names.keys(), ...this.#values.keys(), ...meanings])]);
  }

  /** Who has every word of a text, each somewhere; and who has them all in the name. */
  find(text) {
    let everywhere = bits.every(this.#columns.size);
    let named = everywhere;
    for (const typed of this.#phrases(text)) {
      const answer = this.#one(typed);
      everywhere = bits.both(everywhere, answer.everywhere);
      named = bits.both(named, answer.named);
    }
    return { everywhere, named };
  }

  /** A text as the words that are looked for, those of a phrase that has a meaning together. */
  #phrases(text) {
    const all = words(text);
    const found = [];
    const single = [];
    for (let at = 0; at < all.length; at++) {
      const long = [3, 2].find((many) => this.#meanings.has(all.slice(at, at + many).join(" ")) && at + many <= all.length);
      if (long) found.push(all.slice(at, at + long).join(" "));
      else single.push(all[at]);
      at += (long ?? 1) - 1;
    }
    return [...found, ...asked(single, found.length > 0)];
  }

  #one(typed) {
    if (!this.#answers.has(typed)) this.#answers.set(typed, typed.includes(" ") ? this.#phrase(typed) : this.#has(meant(typed, this.#all()), `has ${typed}`));
    return this.#answers.get(typed);
  }

  /** A phrase that has a meaning: who has its words as they are, or what it means. */
  #phrase(phrase) {
    const parts = phrase.split(" ").map((word) => this.#has(this.#all().filter((one) => one === word), `is ${word}`));
    const named = parts.map((part) => part.named).reduce(bits.both);
    return { named, everywhere: bits.either(parts.map((part) => part.everywhere).reduce(bits.both), this.#means(phrase)) };
  }

  /** Who has one of some words: in the name, in a column, or by what the word means. */
  #has(wordsMeant, key) {
    const named = bits.none(this.#columns.size);
    const wanted = new Map();
    let everywhere = bits.none(this.#columns.size);
    for (const word of wordsMeant) {
      for (const number of this.#names.get(word) ?? []) bits.add(named, number);
      for (const [name, value] of this.#values.get(word) ?? []) enter(wanted, name, value);
      if (this.#meanings.has(word)) everywhere = bits.either(everywhere, this.#means(word));
    }
    everywhere = bits.either(everywhere, named);
    for (const [name, values] of wanted) {
      const these = new Set(values);
      everywhere = bits.either(everywhere, this.#columns.where(name, key, (value) => these.has(value)));
    }
    return { named, everywhere };
  }

  /** Who suits what a phrase means. */
  #means(phrase) {
    const ways = this.#meanings.get(phrase).map((way) =>
      (typeof way === "string"
        ? words(way).map((word) => this.#literal(word))
        : Object.entries(way).map(([column, values]) =>
            this.#columns.where(column, `means ${values}`, (value) => values.includes(value)))
      ).reduce(bits.both),
    );
    return ways.reduce(bits.either);
  }

  /** Who has a word that begins so in a column, whatever else it may mean. */
  #literal(word) {
    return COLUMNS.map((name) =>
      this.#columns.where(name, `begins ${word}`, (value) => words(value).some((one) => one.startsWith(word))),
    ).reduce(bits.either);
  }
}

function enter(map, key, value) {
  const there = map.get(key);
  if (there) there.push(value);
  else map.set(key, [value]);
}
