// The word index: providers by the words of their names, types, needs, subjects, programmes, places and status, and of
// descriptions, travel, access and prices.
import * as bits from "./bitset.js";
import { matching, negations, numbersOf, same, words } from "./spelling.js";

const COLUMNS = ["type", "need", "subject", "area", "programme", "town", "stands"];
/** Columns that say all there is to say: what a description says of the same is not looked for. */
const COMPLETE = ["day", "stage", "age", "terms", "registered"];
/** Names that are read at a time, where nobody waits for them. */
const BATCH = 1000;
/** How well a word fits, the best first. A whole word comes before one that only begins as what was typed. */
const [NAME, FACT, IN_NAME, IN_FACT, TEXT, IN_TEXT] = [0, 1, 2, 3, 4, 5];
const FITS = 6;
/** So many words that a misspelt one may mean are looked for in descriptions. */
const SPELT = 3;
/** Letters below which a word is not taken for the beginning of another, unless it is the last. */
const SHORT = 3;
/** So many words that are found say enough without one that is not, and so many that one of them may be lacking. */
const SEVERAL = 2;
const MANY = 3;
/** So many other ways to say the same are looked for in pages. */
const WAYS = 3;

export class Words {
  #columns;
  #texts;
  #read = 0;
  #called;
  #ignored;
  #fullText;
  /** @type {Map<string, number[]>} */
  #names = new Map();
  /** @type {Map<string, [column: string, value: Value][]>} */
  #values = new Map();
  /** What each phrase stands for. @type {Map<string, SearchWords[]>} */
  #entries = new Map();
  /** The most words of a phrase. */
  #longest = 1;
  /** @type {string[] | null} */
  #cache = null;
  /** @type {Map<string, Bits[]>} */
  #answers = new Map();
  /** Of each word that nothing has, the words that were looked for instead. @type {Map<string, string[]>} */
  #corrections = new Map();

  /**
   * `texts` has the words of descriptions, which it fetches as they are asked for; `given` what words stand for.
   * @param {string[]} names @param {import("./columns.js").Columns} columns @param {import("./texts.js").Texts} texts
   * @param {Pick<SuggestFile, "words" | "ignored" | "full_text">} given
   */
  constructor(names, columns, texts, given) {
    this.#columns = columns;
    this.#called = names;
    this.#texts = texts;
    this.#fullText = given.full_text;
    this.#ignored = new Set(given.ignored.split(" "));
    for (const name of COLUMNS) {
      for (const value of columns.get(name).values) {
        for (const word of words(String(value))) append(this.#values, word, [name, value]);
      }
    }
    for (const entry of given.words) {
      for (const phrase of entry.typed) {
        append(this.#entries, phrase, entry);
        this.#longest = Math.max(this.#longest, phrase.split(" ").length);
      }
    }
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
    const meant = [...this.#entries.keys()].filter((phrase) => !phrase.includes(" "));
    this.#cache = [...new Set([...this.#names.keys(), ...this.#values.keys(), ...meant])];
    return this.#cache;
  }

  /**
   * The phrases of a text that are looked for, each with who has it, by how well it fits. What nobody has is passed over
   * where it is a number, or where several others are there.
   * @param {string} text
   */
  async #looked(text) {
    const { asked, ...rest } = this.#phrases(text);
    const all = await Promise.all(asked.map(async (phrase) => ({ phrase, fits: await this.#one(phrase) })));
    const there = all.filter(({ fits }) => some(fits[IN_TEXT]));
    const unknown = all.filter((one) => !there.includes(one));
    const left = there.length >= SEVERAL ? there : [...there, ...unknown.filter(({ phrase }) => !/^\d+$/.test(phrase))];
    return {
      asked,
      unknown: unknown.map(({ phrase }) => phrase),
      looked: there.length || !unknown.length ? left : unknown,
      ...rest,
    };
  }

  /**
   * Who has every word of a text, each at least so well as the place in the answer says: the last has all of them.
   * Where nobody has all of many words, those who have all but one.
   * @param {string} text
   */
  async find(text) {
    const fits = (await this.#looked(text)).looked.map((one) => one.fits);
    const levels = Array.from({ length: FITS }, (_, fit) => fit);
    const found = levels.map((fit) => this.#every(fits, fit));
    if (fits.length < MANY || some(found[IN_TEXT])) return found;
    return levels.map((fit) => this.#allButOne(fits, fit));
  }

  /**
   * The phrases of a text that are looked for, as they ought to be spelt, each with who has it anyhow.
   * @param {string} text @returns {Promise<PhraseProviders[]>}
   */
  async having(text) {
    return (await this.#looked(text)).looked.map(({ phrase, fits }) => [
      this.#corrections.get(phrase)?.join(" or ") ?? phrase,
      fits[IN_TEXT],
    ]);
  }

  /** Who has all but one at least so well. @param {Bits[][]} all @param {number} fit */
  #allButOne(all, fit) {
    return all.map((_, at) => this.#every(all.toSpliced(at, 1), fit)).reduce(bits.union);
  }

  /** Who has all at least so well. @param {Bits[][]} all @param {number} fit */
  #every(all, fit) {
    return all.reduce((found, fits) => bits.intersection(found, fits[fit]), bits.full(this.#columns.size));
  }

  /**
   * What a reader has to know of the words of a text. `open` are the providers of whom it counts.
   * @param {string} text @param {Bits} open @returns {Promise<Told>}
   */
  async told(text, open) {
    const { asked, unknown, looked, negated, unrecorded } = await this.#looked(text);
    const fits = looked.map((one) => one.fits);
    const none = !some(this.#every(fits, IN_TEXT));
    const entries = [...asked, ...unrecorded].flatMap((one) => this.#entries.get(one) ?? []);
    return {
      unknown: unknown.filter((one) => !this.#entries.has(one)),
      corrections: asked.flatMap((one) => {
        const others = this.#corrections.get(one);
        return others ? [/** @type {[string, string[]]} */ ([one, others])] : [];
      }),
      negated,
      allButOne: none && fits.length >= MANY && some(this.#allButOne(fits, IN_TEXT)),
      without: none
        ? looked.map(({ phrase }, at) => ({
            phrase,
            rest: looked
              .toSpliced(at, 1)
              .map((one) => one.phrase)
              .join(" "),
            number: bits.sharedCount(open, this.#every(fits.toSpliced(at, 1), IN_TEXT)),
          }))
        : [],
      wider: entries.flatMap(({ means = [] }) => means),
      unrecorded: [...new Set(entries.flatMap(({ answer }) => answer ?? []))],
      pages: entries.flatMap(({ pages }) => pages ?? []),
      ways: this.#fullText ? this.#ways(asked) : [],
    };
  }

  /** Phrases to look for in pages, those that were typed first, then the same said otherwise. @param {string[]} asked */
  #ways(asked) {
    const ways = asked.flatMap((one, at) =>
      (this.#entries.get(one) ?? [])
        .flatMap(({ typed }) => typed)
        .filter((other) => other !== one)
        .slice(0, WAYS)
        .map((other) => asked.with(at, other)),
    );
    return [asked, ...ways].filter((way) => way.length && way.every((phrase) => /\p{L}/u.test(phrase)));
  }

  /** Whether a word is one of those that are looked for, as it is written. @param {string} word */
  async knows(word) {
    this.#readUntil(Infinity);
    if (this.#names.has(word) || this.#values.has(word) || this.#entries.has(word) || this.#ignored.has(word))
      return true;
    return (await this.#texts.near(word)).some(([one]) => same(one, word));
  }

  /** Whether one provider has every word of a text in its name. @param {string} text */
  isName(text) {
    this.#readUntil(Infinity);
    const all = words(text).map((word) => new Set(this.#names.get(word)));
    return all.length > 1 && [...all[0]].some((number) => all.every((there) => there.has(number)));
  }

  /**
   * A text as the phrases that are looked for, a phrase that stands for something as a whole; what is `negated`, as its
   * words; and phrases that are `unrecorded`. What is not wanted is no part of a name and stands for nothing itself.
   * @param {string} text
   */
  #phrases(text) {
    this.#readUntil(Infinity);
    const typed = words(text);
    const negated = negations(typed, (word, next) => this.#names.has(word) || this.#entries.has(`${word} ${next}`));
    const all = typed.filter((_, at) => !negated.some(([first, last]) => first <= at && at <= last));
    /** @type {string[]} */
    const found = [];
    for (let at = 0; at < all.length; ) {
      const there = Array.from({ length: this.#longest }, (_, less) => this.#longest - less)
        .filter((many) => at + many <= all.length)
        .map((many) => all.slice(at, at + many).join(" "))
        .find((phrase) => this.#entries.has(phrase));
      found.push(there ?? all[at]);
      at += there ? there.split(" ").length : 1;
    }
    const unrecorded = found.filter((one) => this.#entries.get(one)?.some(({ answer }) => answer));
    const kept = found.filter((one) => !this.#ignored.has(one) && !unrecorded.includes(one));
    return {
      asked: kept.length || unrecorded.length || negated.length ? kept : found,
      negated: negated.map(([first, last]) => typed.slice(first, last + 1).join(" ")),
      unrecorded,
    };
  }

  /** Who has a word or a phrase, by how well it fits. @param {string} typed @returns {Promise<Bits[]>} */
  async #one(typed) {
    const known = this.#answers.get(typed);
    if (known) return known;
    const entries = this.#entries.get(typed) ?? [];
    const complete = entries.some(({ choose = {} }) => COMPLETE.some((column) => column in choose));
    const answer = typed.includes(" ") ? this.#phrase(typed) : await this.#word(typed, !complete);
    for (const entry of entries) await this.#meant(entry, answer, !complete, [FACT, TEXT]);
    for (let fit = 1; fit < FITS; fit++) answer[fit] = bits.union(answer[fit], answer[fit - 1]);
    this.#answers.set(typed, answer);
    return answer;
  }

  #nobody() {
    return Array.from({ length: FITS }, () => bits.empty(this.#columns.size));
  }

  /** A phrase: who has its words as they are. @param {string} phrase */
  #phrase(phrase) {
    const answer = this.#nobody();
    answer[NAME] = this.#titled(phrase);
    answer[FACT] = this.#valued([phrase]);
    return answer;
  }

  /**
   * A word: in the name, in a fact, or where `said` in the description; there too as it ought to be spelt.
   * @param {string} typed @param {boolean} said
   */
  async #word(typed, said) {
    const near = said ? await this.#texts.near(typed) : [];
    const begun = near.filter(([word]) => begins(word, typed) || same(typed, word));
    const found = matching(typed, this.#all(), begun.length > 0).filter(
      (word) => begins(word, typed) || !word.startsWith(typed),
    );
    const answer = this.#has(this.#nobody(), found, typed);
    const corrections = found.filter((word) => !word.startsWith(typed) && !same(typed, word)).slice(0, SPELT);
    if (corrections.length) this.#corrections.set(typed, corrections);
    const texts = await Promise.all(
      corrections.map(async (right) => (await this.#texts.near(right)).filter(([word]) => word === right)),
    );
    for (const [word, numbers] of [...begun, ...texts.flat()])
      this.#add(answer[same(typed, word) ? TEXT : IN_TEXT], numbers);
    for (const word of found)
      for (const entry of word === typed ? [] : (this.#entries.get(word) ?? []))
        await this.#meant(entry, answer, said, [IN_FACT, IN_TEXT]);
    return answer;
  }

  /** @param {Bits} answer @param {number[]} numbers */
  #add(answer, numbers) {
    for (const number of numbers) bits.add(answer, number);
  }

  /**
   * Adds to an answer who has one of some words in the name or in a column.
   * @param {Bits[]} answer @param {string[]} wordsMeant @param {string} typed
   */
  #has(answer, wordsMeant, typed) {
    /** @type {Map<string, Value[]>[]} */
    const wanted = [new Map(), new Map()];
    for (const word of wordsMeant) {
      const whole = same(typed, word);
      this.#add(answer[whole ? NAME : IN_NAME], this.#names.get(word) ?? []);
      for (const [name, value] of this.#values.get(word) ?? []) append(wanted[whole ? 0 : 1], name, value);
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

  /**
   * Adds to an answer who is what an entry stands for: who has its choices or another of its phrases, or where `said`
   * says one; then who has what is wider. `levels` are for a fact and for what a description says.
   * @param {SearchWords} entry @param {Bits[]} answer @param {boolean} said @param {[fact: number, text: number]} levels
   */
  async #meant({ typed, mark, means = [], choose }, answer, said, [fact, text]) {
    const facts = [...typed.map((phrase) => this.#titled(phrase)), this.#valued(typed)];
    if (choose) facts.push(this.#chosen(choose));
    answer[fact] = facts.reduce(bits.union, answer[fact]);
    for (const [word, numbers] of said ? await this.#texts.near(mark) : [])
      if (word === mark) this.#add(answer[text], numbers);
    if (means.length) answer[IN_TEXT] = bits.union(answer[IN_TEXT], this.#valued(means));
    for (const wider of means) {
      for (const [word, numbers] of await this.#texts.near(wider))
        if (same(word, wider)) this.#add(answer[IN_TEXT], numbers);
    }
  }

  /** Who has one of the values in each column. @param {Record<string, Value[]>} choose */
  #chosen(choose) {
    return Object.entries(choose)
      .map(([column, values]) => this.#columns.where(column, `means ${values}`, (value) => values.includes(value)))
      .reduce(bits.intersection);
  }

  /** Who has every word of a phrase in the name. @param {string} phrase @returns {Bits} */
  #titled(phrase) {
    return words(phrase)
      .map((word) => {
        const found = bits.empty(this.#columns.size);
        this.#add(found, this.#names.get(word) ?? []);
        return found;
      })
      .reduce(bits.intersection);
  }

  /** Who has every word of one of some phrases in one value of a column. @param {string[]} phrases @returns {Bits} */
  #valued(phrases) {
    /** @type {Map<string, Set<Value>>} */
    const wanted = new Map(COLUMNS.map((name) => [name, new Set()]));
    for (const phrase of phrases) {
      const [first, ...others] = words(phrase).map((word) => this.#having(word));
      for (const [name, values] of first ?? [])
        for (const value of values)
          if (others.every((there) => there.get(name)?.has(value))) wanted.get(name)?.add(value);
    }
    return [...wanted]
      .filter(([, values]) => values.size)
      .map(([name, values]) => this.#columns.where(name, `says ${[...values].join("|")}`, (value) => values.has(value)))
      .reduce(bits.union, bits.empty(this.#columns.size));
  }

  /** The values of each column that have a word, in the plural or not. @param {string} word */
  #having(word) {
    /** @type {Map<string, Set<Value>>} */
    const found = new Map();
    for (const one of numbersOf(word)) {
      for (const [name, value] of this.#values.get(one) ?? []) {
        const there = found.get(name) ?? new Set();
        found.set(name, there.add(value));
      }
    }
    return found;
  }
}

/** @param {Bits} found */
const some = (found) => found.some((part) => part !== 0);

/** Whether a word begins as what was typed, and that is long enough to say so. @param {string} word @param {string} typed */
const begins = (word, typed) => typed.length >= SHORT && word.startsWith(typed);

/** @template K @template V @param {Map<K, V[]>} map @param {K} key @param {V} value */
function append(map, key, value) {
  const there = map.get(key);
  if (there) there.push(value);
  else map.set(key, [value]);
}
