// The search engine over the index: questions in, numbers of providers out. Parts are loaded lazily.
import * as bits from "./bitset.js";
import { Columns, fetchPart, shardOf } from "./columns.js";
import { daysNote, openOn } from "./days.js";
import { standings } from "./dom.js";
import { listed } from "./figures.js";
import { Filter } from "./filter.js";
import { fitOf, lacking } from "./fit.js";
import { slugOf } from "./names.js";
import { priceIn, sortOf } from "./question.js";
import { Results } from "./row.js";
import { lotOf, nearest, seedOf, sorted } from "./sort.js";
import { EXPIRED, ended } from "./until.js";

/**
 * The finder's engine over the index of a version. `bounds`: the earliest day of each choice of "visited".
 * @param {URL} root @param {string} version @param {Record<string, string | undefined>} bounds @param {string} base
 */
export async function open(root, version, bounds, base) {
  /** @type {Core} */
  const core = await fetchPart(root, version, "core.json");
  return new Engine(core, (name) => fetchPart(root, version, name), bounds, base);
}

/**
 * Memoizes a fetch, and forgets one that failed.
 * @template T @param {() => Promise<T>} get @returns {() => Promise<T>}
 */
function memoized(get) {
  /** @type {Promise<T> | null} */
  let promise = null;
  return () => {
    promise ??= get();
    promise.catch(() => {
      promise = null;
    });
    return promise;
  };
}

/** Above every number of choices that a provider may lack: how well words fit comes first. */
const CHOICES = 1000;

export class Engine {
  /**
   * @param {Core} core @param {FetchNamed} fetchNamed @param {Record<string, string | undefined>} bounds
   * @param {string} base
   */
  constructor(core, fetchNamed, bounds, base) {
    this.names = core.names;
    this.given = core.slugs;
    /** Drawn by the slug, or by the name that makes it. */
    this.lots = core.names.map((name, number) => lotOf(core.slugs[number] || name));
    /** So many are open to referrals, and have the lower numbers. */
    this.open = core.open;
    this.columns = new Columns(core.columns, core.names.length);
    this.#expire();
    this.filter = new Filter(this.columns, bounds, core.open, core.everywhere);
    this.base = base;
    this.words = memoized(async () => {
      const modules = Promise.all([import("./word-search.js"), import("./texts.js")]);
      /** @type {Promise<WordsFile>} */
      const file = fetchNamed("words.json");
      /** @type {Promise<SuggestFile>} */
      const suggested = fetchNamed("suggest.json");
      const [[{ Words }, { Texts }], more, given] = await Promise.all([modules, file, suggested]);
      this.columns.add(more.columns);
      return new Words(this.names, this.columns, new Texts(more.texts, fetchNamed), given);
    });
    this.folded = Array.from({ length: core.shards }, (_, shard) =>
      memoized(() => /** @type {Promise<Record<string, string>>} */ (fetchNamed(`folded/${shard}.json`))),
    );
    this.points = memoized(() => /** @type {Promise<Points>} */ (fetchNamed("points.json")));
    this.places = memoized(() => import("./places.js"));
  }

  /** Takes approvals for expired that have ended since the site was built, so that filters and numbers agree with rows. */
  #expire() {
    const late = this.names.flatMap((_, number) => (ended(this.columns.shown("until", number)) ? number : []));
    const [status, label] = EXPIRED;
    for (const [name, value] of Object.entries({ standing: status, stands: label, since: "" }))
      if (late.length) this.columns.replace(name, late, value);
  }

  /** The slug of a provider. @param {number} number */
  slug(number) {
    const slug = this.given[number] || slugOf(this.names[number]);
    this.given[number] = slug;
    return slug;
  }

  /** Fetches what words are looked for in, and reads it a part at a time while nobody waits. @param {Idle} idle */
  async prepare(idle) {
    await (await this.words()).prepare(idle);
  }

  /**
   * Everything that a page shows of the answer to a question: `rows`, those `apart` that have no place, where a
   * standing and days are asked for those that are `uncovered` then, and where a price is those a little `over` it and
   * those priced `otherwise`; last, however they are sorted, those that are not open to referrals (`off`). Of each the
   * number, and how far it is in words. `total` counts the first two alone.
   * @param {Question} given @returns {Promise<Answer>}
   */
  async answer(given) {
    const { question, taken } = await this.#understood(given);
    const words = question.q ? await this.words() : null;
    const fits = words ? await words.find(question.q) : null;
    const having = words ? await words.having(question.q) : [];
    const answer = this.filter.answer(question.chosen, fits?.at(-1) ?? null, question.all);
    const parts = [answer.within, answer.uncovered, answer.over, answer.otherwise];
    const among = parts.reduce(bits.union);
    const from = question.near ? await this.#from(question.near) : null;
    const sort = sortOf(question, Boolean(from && !from.error));
    const level = this.#level(question, fits, Boolean(from && !from.error));
    const order = sorted(bits.toList(among), sort, this.columns, level, seedOf(question), this.lots);
    const place = await this.#placed(order, sort, level, from, question);
    const every = [...place.rows, ...place.apart];
    const on = (/** @type {Row[]} */ rows, /** @type {Bits} */ group) =>
      rows.filter(([number]) => number < this.open && bits.has(group, number));
    const [rows, apart] = [place.rows, place.apart].map((part) => on(part, answer.within));
    const off = every.filter(([number]) => number >= this.open && !bits.has(answer.over, number));
    const told = given.q ? await (await this.words()).told(question.q, this.filter.open) : null;
    return {
      ...place,
      sort,
      told,
      asked: question,
      taken,
      rows,
      apart,
      uncovered: on(every, answer.uncovered),
      over: on(every, answer.over),
      otherwise: on(every, answer.otherwise),
      off,
      total: rows.length + apart.length,
      size: this.open,
      standingOf: ([number]) => this.#standing(number),
      number: answer.number,
      removals: answer.removals,
      make: ([number, away], there) => {
        const days = [this.columns.shown("most_days", number), daysNote(this.#openAt(number), question)];
        const takes = place.from && !question.chosen.area.length ? this.#takes(number) : "";
        const fit = fitOf(number, question, this.filter, having);
        return this.#rows().row(number, { away, takes, fit, days: days.filter(Boolean).join("; ") }, there);
      },
      fold: async (there) => {
        const slug = there.dataset.slug ?? "";
        const told = await this.folded[shardOf(slug, this.folded.length)]();
        if (there.dataset.slug === slug) this.#rows().fold(there, told[slug]);
      },
    };
  }

  /** @type {Results | undefined} */
  #results;

  /** Fills rows from the templates of a page. */
  #rows() {
    this.#results ??= new Results(this.columns, this.names, (number) => this.slug(number), standings(), this.base);
    return this.#results;
  }

  /**
   * How well a provider fits a question, the best 0: how well it has the words (`fits`, the best first, each in the
   * next; where distances count, whether whole or only their beginning), then how many choices it lacks, and
   * behind its equals who has a newer finding that is grave.
   * @param {Question} question @param {Bits[] | null} fits @param {boolean} placed
   * @returns {(number: number) => number}
   */
  #level(question, fits, placed) {
    const lacks = lacking(question, this.filter);
    const said = fits && placed ? [fits[1], ...fits.slice(-1)] : (fits ?? []);
    const grave = (/** @type {number} */ number) => this.columns.values("warning_sign", number)[0] === "not met";
    return (number) =>
      said.findIndex((fit) => bits.has(fit, number)) * CHOICES + lacks(number) + (grave(number) ? 0.5 : 0);
  }

  /** @param {number} number */
  #openAt(number) {
    return /** @type {SiteDays[]} */ (this.columns.values("open_at", number));
  }

  /** From where alone a provider takes pupils, in words: a place near it may be in no such area. @param {number} number */
  #takes(number) {
    const areas = this.columns.values("area", number).map(String);
    const some = areas.length && !areas.some((area) => this.filter.everywhere.includes(area));
    return some ? listed(areas) : "";
  }

  /** @param {number} number */
  #standing(number) {
    return String(this.columns.values("standing", number)[0]);
  }

  /** Where distances are measured from, or what is wrong with what the reader typed. @param {string} near */
  async #from(near) {
    return (await this.places()).locate(near, this.base);
  }

  /**
   * Results with their distances, the nearest first where they are sorted so, or by how well they fit and then so.
   * @param {number[]} numbers @param {Sort} sort @param {(number: number) => number} level
   * @param {Place | NoPlace | null} from @param {Question} question
   * @returns {Promise<Placed>}
   */
  async #placed(numbers, sort, level, from, question) {
    if (!from || from.error !== undefined)
      return { rows: numbers.map((number) => [number]), apart: [], problem: from?.error };
    const [{ distance }, { of, sites, days }] = await Promise.all([this.places(), this.points()]);
    const { placed, elsewhere } = nearest(
      numbers,
      (number) => distance(from, of[number], sites[number], days[number], openOn(days[number], question)),
      sort === "fit" ? level : () => 0,
    );
    if (sort === "fit" || sort === "near") return { rows: placed, apart: elsewhere.map((number) => [number]), from };
    const away = new Map(placed.map(([number, words]) => [number, words]));
    return { rows: numbers.map((number) => [number, away.get(number)]), apart: [], from };
  }

  /**
   * A question with what its words say of place and price in the places of these. A place is a name where one provider
   * is called so, and is no other than the one that is given apart.
   * @param {Question} question
   */
  async #understood(question) {
    /** @type {Answer["taken"]} */
    const taken = { place: null, price: question.chosen.price.length ? null : priceIn(question.q) };
    const asked = { ...question };
    if (taken.price) {
      asked.q = taken.price.rest;
      asked.chosen = { ...question.chosen, price: [taken.price.pounds] };
    }
    const place = asked.q ? await this.#placeIn(asked.q) : null;
    if (place && (!asked.near || asked.near === place.near)) {
      taken.place = place;
      asked.q = place.rest;
      asked.near = place.near;
    }
    return { question: asked, taken };
  }

  /**
   * The place among the words of a search; null where there is none, or where the places do not load.
   * @param {string} text @returns {Promise<Found | null>}
   */
  async #placeIn(text) {
    const words = await this.words();
    if (words.isName(text)) return null;
    try {
      return await (await this.places()).placeIn(text, this.base, (word) => words.knows(word));
    } catch {
      return null;
    }
  }

  /** A mark for each public place, for the map. @returns {Promise<Mark[]>} */
  async marks() {
    const { of, sites, days } = await this.points();
    const shown = (/** @type {string} */ name, /** @type {number} */ number) => this.columns.shown(name, number);
    return of.flatMap((there, number) =>
      Array.from({ length: there.length / 2 }, (_, place) => {
        const standing = this.#standing(number);
        // Of several sites, each has the warning that is of it; where the approval is of another, its own sign too.
        const whole = ["", "", shown("warning_sign", number), shown("warning", number)];
        const [names, , signs] = sites[number] || [];
        const [own, label, warned, warning] = signs?.[place] ?? whole;
        return {
          slug: this.slug(number),
          name: this.names[number],
          site: names?.[place],
          open: (/** @type {Question} */ question) => openOn(days[number], question)(place),
          warned,
          standing,
          sign: own || standing,
          label: label || shown("stands", number),
          told: [
            warning,
            own ? shown("stands", number) : ended(shown("until", number)) || shown("ending", number),
          ].filter(Boolean),
          easting: there[place * 2],
          northing: there[place * 2 + 1],
        };
      }),
    );
  }
}
