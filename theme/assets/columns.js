// The column index that the build writes: distinct values, and for each provider the number of its set of values.
import * as bits from "./bitset.js";

export class Columns {
  /** @type {Record<string, Column>} */
  #columns = {};
  /** @type {Map<string, Bits>} */
  #cache = new Map();

  /** @param {Record<string, SentColumn>} columns @param {number} size */
  constructor(columns, size) {
    this.size = size;
    this.add(columns);
  }

  /**
   * More columns. One without numbers has a set for each provider; one that names an earlier one has its numbers.
   * @param {Record<string, SentColumn>} columns
   */
  add(columns) {
    for (const [name, column] of Object.entries(columns)) {
      const of = typeof column.of === "string" ? this.#columns[column.of].of : column.of;
      this.#columns[name] = { ...column, of: of ?? Array.from({ length: this.size }, (_, number) => number) };
    }
  }

  /** Gives some providers one value of a column in place of theirs. @param {string} name @param {number[]} numbers @param {Value} value */
  replace(name, numbers, value) {
    const column = this.#columns[name];
    const known = column.values.indexOf(value);
    const place = known < 0 ? column.values.length : known;
    const values = known < 0 ? [...column.values, value] : column.values;
    const sets = [...(column.sets ?? column.values.map((_, at) => [at])), [place]];
    const of = [...column.of];
    for (const number of numbers) of[number] = sets.length - 1;
    this.#columns[name] = { ...column, values, sets, of };
  }

  /** @param {string} name */
  get(name) {
    return this.#columns[name];
  }

  /** The values of one provider. @param {string} name @param {number} number */
  values(name, number) {
    const column = this.#columns[name];
    const set = column.of[number];
    return (column.sets ? column.sets[set] : [set]).map((place) => column.values[place]);
  }

  /** The text that a row shows of one provider. @param {string} name @param {number} number */
  shown(name, number) {
    const column = this.#columns[name];
    return column.shown ? column.shown[column.of[number]] : String(this.values(name, number)[0] ?? "");
  }

  /**
   * The providers that have a value for which `test` holds. `key` names the test, so that it is worked out once.
   * @param {string} name @param {string} key @param {(value: Value) => unknown} test
   */
  where(name, key, test) {
    const known = `${name} ${key}`;
    const found = this.#cache.get(known) ?? this.#find(this.#columns[name], test);
    this.#cache.set(known, found);
    return found;
  }

  /** @param {Column} column @param {(value: Value) => unknown} test */
  #find(column, test) {
    const good = column.values.map((value) => (test(value) ? 1 : 0));
    const sets = column.sets ? column.sets.map((set) => set.some((place) => good[place])) : good;
    const found = bits.empty(this.size);
    const of = column.of;
    for (let number = 0; number < of.length; number++) if (sets[of[number]]) bits.add(found, number);
    return found;
  }
}

/** Which file of details holds a provider: as the build works it out. @param {string} slug @param {number} shards */
export function shardOf(slug, shards) {
  let number = 0;
  for (const letter of slug) number = (number * 31 + Number(letter.codePointAt(0))) % (2 ** 31 - 1);
  return number % shards;
}

/**
 * A file of the index, by the address of the site's root and the version that the page was made with.
 * @template T
 * @param {URL} root @param {string} version @param {string} name
 * @returns {Promise<T>}
 */
export async function fetchPart(root, version, name) {
  const answer = await fetch(new URL(`finder/${name}?v=${encodeURIComponent(version)}`, root));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}
