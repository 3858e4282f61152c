// The word index: providers by the words of their names, types, needs, subjects, programmes, places and status, and of descriptions.
import * as bits from "./bitset.js";
import { asked, matching, negations, same, words } from "./spelling.js";
import { SYNONYMS } from "./synonyms.js";

const COLUMNS = ["type", "need", "subject", "area", "programme", "town", "stands"];
/** Names that are read at a time, where nobody waits for them. */
const BATCH = 1000;
/** How well a word fits, the best first. A whole word comes before one that only begins as what was typed. */
const [NAME, FACT, IN_NAME, IN_FACT, TEXT, IN_TEXT] = [0, 1, 2, 3, 4, 5];
const FITS = 6;
/** So many words that a misspelt one may mean are looked for in descriptions. */
const SPELT = 3;

export class Words {
  #columns;
  #texts;
  #read = 0;
  #called;
  /** @type {Map<string, number[]>} */
  #names = new Map();
  /** @type {Map<string, [column: string, value: Value][]>} */
  #values = new Map();
  /** @type {Map<string, Meaning[]>} */
  #meanings = new Map();
  /** @type {string[] | null} */
  #cache = null;
  /** @type {Map<string, Bits[]>} */
  #answers = new Map();
  /** Of each word that nothing has, the words that were looked for instead. @type {Map<string, string[]>} */
  #corrections = new Map();

  /**
   * `texts` has the words of descriptions, which it fetches as they are asked for.
   * @param {string[]} names @param {import("./columns.js").Columns} columns @param {import("./texts.js").Texts} texts
   */
  constructor(names, columns, texts) {
    this.#columns = columns;
    this.#called = names;
    this.#texts = texts;
    for (const name of COLUMNS) {
      for (const value of columns.get(name).values) {
        for (const word of words(String(value))) append(this.#values, word, [name, value]);
      }
    }
    for (const [phrases, meanings] of SYNONYMS) for (const phrase of phrases) this.#meanings.set(phrase, meanings);
  }

  /** Reads all names a part at a time, whenever `idle` comes back. @param {Idle} idle */
  async prepare(idle) {
    while (this.#read < this.#called.length) {
      await idle();
      this.#readUntil(this.#read + BATCH);
    }
    this.#all();
  }

  /** @param {number} end */
  #readUntil(end) {
    for (; this.#read < Math.min(end, this.#called.length); this.#read++) {
      for (const word of words(this.#called[this.#read])) append(this.#names, word, this.#read);
    }
  }

  /** Every word that there is, once the names are read. @returns {string[]} */
  #all() {
    if (this.#cache) return this.#cache;
    this.#readUntil(Infinity);
    const meanings = [...this.#meanings.keys()].filter((phrase) => !phrase.includes(" "));
    this.#cache = [...new Set([...this.#names.keys(), ...this.#values.keys(), ...meanings])];
    return this.#cache;
  }

  /**
   * Who has every word of a text, each at least so well as the place in the answer says: the last has all of them.
   * @param {string} text
   */
  async find(text) {
    const answers = await Promise.all(this.#phrases(text).map((typed) => this.#one(typed)));
    const every = bits.full(this.#columns.size);
    return Array.from({ length: FITS }, (_, fit) =>
      answers.reduce((all, answer) => bits.intersection(all, answer[fit]), every),
    );
  }

  /**
   * What a reader has to know of the words of a text: those that are not found (`unknown`), those for which others
   * were looked for (`instead`, pairs), and what is not wanted (`left`).
   * @param {string} text @returns {Promise<Told>}
   */
  async told(text) {
    const typed = this.#phrases(text);
    const answers = await Promise.all(typed.map((one) => this.#one(one)));
    const nobody = typed.map((_, at) => !bits.toList(answers[at][IN_TEXT]).length);
    return {
      unknown: typed.filter((_, at) => nobody[at]),
      corrections: typed.flatMap((one, at) => {
        const others = nobody[at] ? undefined : this.#corrections.get(one);
        return others ? [/** @type {[string, string[]]} */ ([one, others])] : [];
      }),
      negated: this.#negated(words(text)).map(([first, last]) =>
        words(text)
          .slice(first, last + 1)
          .join(" "),
      ),
    };
  }

  /**
   * What is not wanted, where it is no part of a provider's name and has no meaning of its own.
   * @param {string[]} all
   */
  #negated(all) {
    this.#readUntil(Infinity);
    return negations(all, (word, next) => this.#names.has(word) || this.#meanings.has(`${word} ${next}`));
  }

  /** A text as the words that are looked for, those of a phrase that has a meaning together. @param {string} text */
  #phrases(text) {
    const typed = words(text);
    const left = this.#negated(typed);
    const all = typed.filter((_, at) => !left.some(([first, last]) => first <= at && at <= last));
    const found = [];
    const single = [];
    for (let at = 0; at < all.length; at++) {
      const long = [3, 2].find(
        (many) => this.#meanings.has(all.slice(at, at + many).join(" ")) && at + many <= all.length,
      );
      if (long) found.push(all.slice(at, at + long).join(" "));
      else single.push(all[at]);
      at += (long ?? 1) - 1;
    }
    return [...found, ...asked(single, found.length > 0)];
  }

  /** Who has a word or a phrase, by how well it fits. @param {string} typed @returns {Promise<Bits[]>} */
  async #one(typed) {
    const known = this.#answers.get(typed);
    if (known) return known;
    const answer = typed.includes(" ") ? this.#phrase(typed) : await this.#word(typed);
    for (let fit = 1; fit < FITS; fit++) answer[fit] = bits.union(answer[fit], answer[fit - 1]);
    this.#answers.set(typed, answer);
    return answer;
  }

  #nobody() {
    return Array.from({ length: FITS }, () => bits.empty(this.#columns.size));
  }

  /** A phrase that has a meaning: who has its words as they are, or what it means. @param {string} phrase */
  #phrase(phrase) {
    const answer = this.#nobody();
    const parts = phrase.split(" ").map((word) => this.#has(this.#nobody(), [word], word));
    answer[NAME] = parts.map((part) => part[NAME]).reduce(bits.intersection);
    const whole = parts.map((part) => bits.union(part[NAME], part[FACT])).reduce(bits.intersection);
    answer[FACT] = bits.union(whole, this.#means(phrase));
    return answer;
  }

  /**
   * A word: in the name, in a fact, by what it means, or in the description; there too as it ought to be spelt.
   * @param {string} typed
   */
  async #word(typed) {
    const said = (await this.#texts.near(typed)).filter(([word]) => word.startsWith(typed) || same(typed, word));
    const found = matching(typed, this.#all(), said.length > 0);
    const answer = this.#has(this.#nobody(), found, typed);
    const corrections = found.filter((word) => !word.startsWith(typed) && !same(typed, word)).slice(0, SPELT);
    if (corrections.length) this.#corrections.set(typed, corrections);
    const texts = await Promise.all(
      corrections.map(async (right) => (await this.#texts.near(right)).filter(([word]) => word === right)),
    );
    for (const [word, numbers] of [...said, ...texts.flat()]) {
      const fit = same(typed, word) ? TEXT : IN_TEXT;
      for (const number of numbers) bits.add(answer[fit], number);
    }
    return answer;
  }

  /**
   * Adds to an answer who has one of some words in the name or in a column, or by what the word means.
   * @param {Bits[]} answer @param {string[]} wordsMeant @param {string} typed
   */
  #has(answer, wordsMeant, typed) {
    /** @type {Map<string, Value[]>[]} */
    const wanted = [new Map(), new Map()];
    for (const word of wordsMeant) {
      const whole = same(typed, word);
      for (const number of this.#names.get(word) ?? []) bits.add(answer[whole ? NAME : IN_NAME], number);
      for (const [name, value] of this.#values.get(word) ?? []) append(wanted[whole ? 0 : 1], name, value);
      const fit = whole ? FACT : IN_FACT;
      if (this.#meanings.has(word)) answer[fit] = bits.union(answer[fit], this.#means(word));
    }
    for (const [at, fit] of [FACT, IN_FACT].entries()) {
      for (const [name, values] of wanted[at]) {
        const these = new Set(values);
        const there = this.#columns.where(name, `has ${at} ${values.join("|")}`, (value) => these.has(value));
        answer[fit] = bits.union(answer[fit], there);
      }
    }
    return answer;
  }

  /** Who suits what a phrase means. @param {string} phrase @returns {Bits} */
  #means(phrase) {
    const ways = (this.#meanings.get(phrase) ?? []).map((way) =>
      (typeof way === "string"
        ? words(way).map((word) => this.#literal(word))
        : Object.entries(way).map(([column, values]) =>
            this.#columns.where(column, `means ${values}`, (value) => values.includes(value)),
          )
      ).reduce(bits.intersection),
    );
    return ways.reduce(bits.union, bits.empty(this.#columns.size));
  }

  /** Who has a word that begins so in a column, whatever else it may mean. @param {string} word */
  #literal(word) {
    return COLUMNS.map((name) =>
      this.#columns.where(name, `begins ${word}`, (value) => words(String(value)).some((one) => one.startsWith(word))),
    ).reduce(bits.union);
  }
}

/** @template K @template V @param {Map<K, V[]>} map @param {K} key @param {V} value */
function append(map, key, value) {
  const there = map.get(key);
  if (there) there.push(value);
  else map.set(key, [value]);
}
