// The word index: providers by the words of their names, types, needs, subjects, programmes, places and status, and of
// descriptions, travel, access and prices.
import * as bits from "./bitset.js";
import { matching, negations, numbersOf, same, words } from "./spelling.js";

const COLUMNS = ["type", "need", "subject", "area", "programme", "town", "how", "stands"];
/** Columns that say all there is to say: what a description says of the same is not looked for. */
const COMPLETE = ["day", "stage", "age", "terms", "how", "registered"];
/** Columns whose values a row says as they were typed: “year 9” says more than its key stage. */
const AS_TYPED = ["day", "stage", "age", "terms"];
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
  /** @type {Map<string, PhraseAnswer>} */
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
      for (const phrase of [...entry.typed, ...(entry.asked ?? [])]) {
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
    const all = await Promise.all(asked.map(async (phrase) => ({ phrase, ...(await this.#one(phrase)) })));
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
   * The phrases of a text that are looked for, each with who has it and what a row says of them: what was typed or, where
   * that stands for something else, that; last, whose description alone mentions it.
   * @param {string} text @returns {Promise<PhraseProviders[]>}
   */
  async having(text) {
    return (await this.#looked(text)).looked.map(({ phrase, said, mentioned }) => [phrase, [...said], mentioned]);
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

  /**
   * Who has a word or a phrase, by how well it fits, and what is said of them.
   * @param {string} typed @returns {Promise<PhraseAnswer>}
   */
  async #one(typed) {
    const known = this.#answers.get(typed);
    if (known) return known;
    const entries = this.#entries.get(typed) ?? [];
    const complete = entries.some(({ choose = {} }) => COMPLETE.some((column) => column in choose));
    const answer = {
      fits: Array.from({ length: FITS }, () => this.#nobody()),
      said: new Map(),
      mentioned: this.#nobody(),
    };
    if (typed.includes(" ")) this.#phrase(answer, typed);
    const part = typed.includes(" ") ? "" : await this.#word(answer, typed, !complete);
    for (const entry of entries) await this.#meant(answer, entry, typed, !complete, [FACT, TEXT]);
    const begun = answer.said.get(part);
    if (begun && answer.said.delete(part)) answer.said.set(part, begun);
    for (let fit = 1; fit < FITS; fit++) answer.fits[fit] = bits.union(answer.fits[fit], answer.fits[fit - 1]);
    this.#answers.set(typed, answer);
    return answer;
  }

  #nobody() {
    return bits.empty(this.#columns.size);
  }

  /**
   * Adds who fits so well, of whom a row says a phrase.
   * @param {PhraseAnswer} answer @param {number} fit @param {string} says @param {Bits} who
   */
  #add({ fits, said }, fit, says, who) {
    if (!some(who)) return;
    fits[fit] = bits.union(fits[fit], who);
    said.set(says, bits.union(said.get(says) ?? who, who));
  }

  /**
   * Adds whose description mentions what was typed: it may say that it is not there.
   * @param {PhraseAnswer} answer @param {number} fit @param {Bits} who
   */
  #mention(answer, fit, who) {
    answer.fits[fit] = bits.union(answer.fits[fit], who);
    answer.mentioned = bits.union(answer.mentioned, who);
  }

  /** @param {Iterable<number>} numbers */
  #these(numbers) {
    const found = this.#nobody();
    for (const number of numbers) bits.add(found, number);
    return found;
  }

  /** A phrase: who has its words as they are. @param {PhraseAnswer} answer @param {string} phrase */
  #phrase(answer, phrase) {
    this.#add(answer, NAME, phrase, this.#titled(phrase));
    this.#add(answer, FACT, phrase, this.#valued([phrase]));
  }

  /**
   * A word: in the name, in a fact, or where `texts` in the description; there too as it ought to be spelt. Gives what is
   * said of those who have no whole word of it, which comes last.
   * @param {PhraseAnswer} answer @param {string} typed @param {boolean} texts
   */
  async #word(answer, typed, texts) {
    const near = texts ? await this.#texts.near(typed) : [];
    const begun = near.filter(([word]) => begins(word, typed) || same(typed, word));
    const found = matching(typed, this.#all(), begun.length > 0).filter(
      (word) => begins(word, typed) || !word.startsWith(typed),
    );
    const corrections = found.filter((word) => !word.startsWith(typed) && !same(typed, word)).slice(0, SPELT);
    if (corrections.length) this.#corrections.set(typed, corrections);
    const part = corrections.join(" or ") || `${typed}…`;
    this.#has(answer, found, typed, part);
    const spelt = await Promise.all(
      corrections.map(async (right) => (await this.#texts.near(right)).filter(([word]) => word === right)),
    );
    for (const whole of [true, false]) {
      const there = [...begun, ...spelt.flat()].filter(([word]) => same(typed, word) === whole);
      const numbers = there.flatMap(([, those]) => those);
      this.#mention(answer, whole ? TEXT : IN_TEXT, this.#these(numbers));
    }
    for (const word of found)
      for (const entry of word === typed ? [] : (this.#entries.get(word) ?? []))
        await this.#meant(answer, entry, part, texts, [IN_FACT, IN_TEXT]);
    return part;
  }

  /**
   * Adds to an answer who has one of some words in the name or in a column; of whom it is not the whole word, `part` is said.
   * @param {PhraseAnswer} answer @param {string[]} wordsMeant @param {string} typed @param {string} part
   */
  #has(answer, wordsMeant, typed, part) {
    for (const whole of [true, false]) {
      const these = wordsMeant.filter((word) => same(typed, word) === whole);
      const says = whole ? typed : part;
      const named = this.#these(these.flatMap((word) => this.#names.get(word) ?? []));
      this.#add(answer, whole ? NAME : IN_NAME, says, named);
      /** @type {Map<string, Value[]>} */
      const wanted = new Map();
      for (const [name, value] of these.flatMap((word) => this.#values.get(word) ?? [])) append(wanted, name, value);
      for (const [name, values] of wanted)
        this.#add(answer, whole ? FACT : IN_FACT, says, this.#where(name, new Set(values)));
    }
  }

  /** Who has one of some values in a column. @param {string} name @param {Set<Value>} values */
  #where(name, values) {
    return this.#columns.where(name, `is ${[...values].join("|")}`, (value) => values.has(value));
  }

  /**
   * Adds to an answer who is what an entry stands for: who has its choices or another of its phrases, or where `texts`
   * says one; then who has what is wider. `levels` are for a fact and for what a description says.
   * @param {PhraseAnswer} answer @param {SearchWords} entry @param {string} typed
   * @param {boolean} texts @param {[fact: number, text: number]} levels
   */
  async #meant(answer, { name, typed: phrases, mark, means = [], choose }, typed, texts, [fact, text]) {
    for (const [says, who] of choose ? this.#chosen(choose, typed) : []) this.#add(answer, fact, says, who);
    const facts = [...phrases.map((phrase) => this.#titled(phrase)), this.#valued(phrases)];
    this.#add(answer, fact, name, facts.reduce(bits.union));
    if (texts) this.#mention(answer, text, await this.#marked(mark));
    for (const wider of means) {
      this.#add(answer, IN_TEXT, wider, this.#valued([wider]));
      for (const entry of this.#entries.get(words(wider).join(" ")) ?? [])
        this.#mention(answer, IN_TEXT, await this.#marked(entry.mark));
    }
  }

  /** In whose description an entry is said. @param {string} mark */
  async #marked(mark) {
    return this.#these((await this.#texts.near(mark)).flatMap(([word, numbers]) => (word === mark ? numbers : [])));
  }

  /**
   * Who has one of the values in each column, and what a row says of them.
   * @param {Record<string, Value[]>} choose @param {string} typed @returns {[says: string, who: Bits][]}
   */
  #chosen(choose, typed) {
    const columns = Object.entries(choose);
    const all = columns.map(([name, values]) => this.#where(name, new Set(values))).reduce(bits.intersection);
    if (columns.some(([name]) => AS_TYPED.includes(name))) return [[typed, all]];
    return columns.flatMap(([name, values]) =>
      values.map((value) => [sayings(name, value), bits.intersection(all, this.#where(name, new Set([value])))]),
    );
  }

  /** Who has every word of a phrase in the name. @param {string} phrase @returns {Bits} */
  #titled(phrase) {
    return words(phrase)
      .map((word) => this.#these(this.#names.get(word) ?? []))
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
      .map(([name, values]) => this.#where(name, values))
      .reduce(bits.union, this.#nobody());
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

/** What a row says of a value of a column. @param {string} name @param {Value} value */
const sayings = (name, value) =>
  name === "registered" ? (value === "yes" ? "registered school" : "not a registered school") : String(value);

/** @template K @template V @param {Map<K, V[]>} map @param {K} key @param {V} value */
function append(map, key, value) {
  const there = map.get(key);
  if (there) there.push(value);
  else map.set(key, [value]);
}
