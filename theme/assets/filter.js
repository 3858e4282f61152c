// Faceted filtering: any choice of a facet will do, unless all are asked for; and every facet must hold.
import * as bits from "./bitset.js";
import { FACETS, KEYS } from "./facets.js";

/** How a choice that is a number is compared with the values of a column. */
/** @type {Record<string, (there: number, asked: number) => boolean>} */
const COMPARE = {
  equal: (there, asked) => there === asked,
  least: (there, asked) => there >= asked,
  most: (there, asked) => there <= asked,
};
const MODES = ["full-time", "part-time"];

/** Facets that are worked out together: full- or part-time and the length must hold of one and the same offer. */
export const UNITS = KEYS.filter((key) => !FACETS[key].with).map((key) => [
  key,
  ...KEYS.filter((other) => FACETS[other].with === key),
]);

const STANDING = UNITS.findIndex(([key]) => key === "standing");
const PRICE = UNITS.findIndex(([key]) => key === "price");

/** How far beyond the price that is asked for a provider is still shown, apart. */
const A_LITTLE = 1.25;

export class Filter {
  /**
   * `bounds` has for each choice of "visited" the earliest day that will do; the first `open` providers are open to
   * referrals; whoever takes pupils from one of the areas `everywhere` takes them from each.
   * @param {import("./columns.js").Columns} columns @param {Record<string, string | undefined>} bounds
   * @param {number} open @param {string[]} everywhere
   */
  constructor(columns, bounds, open, everywhere) {
    this.columns = columns;
    this.everywhere = everywhere;
    this.bounds = bounds;
    this.open = bits.first(open, columns.size);
  }

  /**
   * The providers that one choice leaves; the other choices of its unit are looked at where they belong together.
   * `covered`: of a facet that not every site shares, whether the site that an approval is of has it.
   * @param {Facet} key @param {string} value @param {Chosen} chosen @param {boolean} [covered]
   */
  choice(key, value, chosen, covered = false) {
    if (key === "time") return this.#terms([value], chosen.length[0]);
    if (key === "length") return this.#terms(chosen.time.length ? chosen.time : MODES, value);
    if (key === "visited") {
      const first = this.bounds[value];
      return this.columns.where("visited", `since ${first}`, (there) => first !== undefined && String(there) >= first);
    }
    if (key === "area")
      return this.columns.where("area", value, (there) => there === value || this.everywhere.includes(String(there)));
    const { number } = FACETS[key];
    return this.columns.where(
      (covered && FACETS[key].covered) || key,
      value,
      number ? (there) => COMPARE[number](Number(there), Number(value)) : (there) => there === value,
    );
  }

  /** @param {string[]} modes @param {string | undefined} length */
  #terms(modes, length) {
    const wanted = modes.map((mode) => (length ? `${mode} ${length}` : mode));
    return this.columns.where("terms", wanted.join("|"), (there) => wanted.includes(String(there)));
  }

  /**
   * The providers that a unit leaves, null where nothing of it is chosen.
   * @param {Facet[]} keys @param {Chosen} chosen @param {Facet[]} together @param {boolean} [covered]
   */
  unit(keys, chosen, together, covered) {
    if (keys.every((key) => chosen[key].length === 0)) return null;
    if (keys.length > 1) return this.#terms(chosen.time.length ? chosen.time : MODES, chosen.length[0]);
    const parts = chosen[keys[0]].map((value) => this.choice(keys[0], value, chosen, covered));
    if (!together.includes(keys[0])) return parts.reduce(bits.union);
    return bits.difference(parts.reduce(bits.intersection), this.#fewer(keys[0], parts.length));
  }

  /** The providers that have fewer choices of a facet at once. @param {Facet} key @param {number} number */
  #fewer(key, number) {
    const { most } = FACETS[key];
    return most
      ? this.columns.where(most, `below ${number}`, (there) => Number(there) < number)
      : bits.empty(this.columns.size);
  }

  /**
   * Of providers, those whose price a day is asked for, those a little over it, those that give none to compare.
   * @param {Bits} found @param {Chosen} chosen
   */
  #priced(found, chosen) {
    const [most] = chosen.price;
    if (most === undefined)
      return { within: found, over: bits.empty(this.columns.size), otherwise: bits.empty(this.columns.size) };
    const any = this.columns.where("price", "any", () => true);
    const over = this.columns.where(
      "price",
      `over ${most}`,
      (there) => Number(there) > Number(most) && Number(there) <= Number(most) * A_LITTLE,
    );
    return {
      within: bits.intersection(found, this.choice("price", most, chosen)),
      over: bits.intersection(found, over),
      otherwise: bits.difference(found, any),
    };
  }

  /**
   * The answer to a question. Only who is open to referrals is counted. `found` are the providers that its words find,
   * null without words; `together` the facets of which all choices must hold. Where a standing is asked for beside
   * days, the site that it is of must be open then: those that suit but for that are `uncovered`.
   * @param {Chosen} chosen @param {Bits | null} found @param {Facet[]} together
   */
  answer(chosen, found, together) {
    /** @type {(Bits | null)[][]} */
    const [units, covering] = [false, true].map((covered) =>
      UNITS.map((keys) => this.unit(keys, chosen, together, covered)),
    );
    const all = bits.full(this.columns.size);
    const approved = Boolean(units[STANDING]);
    /**
     * What is left without some of the units; `words` says whether the words still count, `covered` whether the sites
     * of approvals do.
     * @type {(left: (number | "words")[], words?: boolean, covered?: boolean) => Bits}
     */
    const without = (left, words = true, covered = approved && !left.includes(STANDING)) => {
      let rest = (words && found) || all;
      for (const [place, part] of (covered ? covering : units).entries())
        if (part && !left.includes(place)) rest = bits.intersection(rest, part);
      return rest;
    };
    const matching = without([]);
    const priced = this.#priced(without([PRICE]), chosen);
    const others = /** @type {Record<Facet, Bits>} */ ({});
    for (const [place, keys] of UNITS.entries()) {
      for (const key of keys) others[key] = units[place] && !together.includes(key) ? without([place]) : matching;
    }
    others.standing = without([STANDING], true, true);
    return {
      ...priced,
      uncovered: bits.difference(this.#priced(without([PRICE], true, false), chosen).within, priced.within),
      /**
       * How many there would be with this choice of its group alone, or where all must hold, with this one too. Who is
       * not open to referrals is counted there alone where that is what is chosen.
       */
      number: (/** @type {Facet} */ key, /** @type {string} */ value) => {
        let there = bits.intersection(others[key], this.choice(key, value, chosen, approved));
        if (together.includes(key))
          there = bits.difference(there, this.#fewer(key, new Set([...chosen[key], value]).size));
        return bits.sharedCount(there, key === "standing" ? all : this.open);
      },
      /** Filters whose removal leaves somebody: one, or where that is not enough, two. */
      removals: () => {
        const parts = units.flatMap((part, place) => (part ? [place] : []));
        /** @type {(number | "words")[][]} */
        const things = [...parts.map((place) => [place]), ...(found ? [[/** @type {const} */ ("words")]] : [])];
        const pairs = things.flatMap((one, at) => things.slice(at + 1).map((other) => [...one, ...other]));
        for (const candidates of [things, pairs]) {
          const counted = candidates.map((dropped) => ({
            keys: dropped.flatMap((place) => (place === "words" ? [] : UNITS[place])),
            words: dropped.includes("words"),
            number: bits.sharedCount(this.open, without(dropped, !dropped.includes("words"))),
          }));
          const good = counted.filter((way) => way.number > 0).sort((one, other) => other.number - one.number);
          if (good.length) return good.slice(0, 6);
        }
        return [];
      },
    };
  }
}
