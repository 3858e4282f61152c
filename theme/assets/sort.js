// Sorting results. Providers are numbered by name, so their numbers are that order; where nothing else decides, the
// search itself shuffles them, so that nobody is first for a name.
import { write } from "./question.js";

/** Above every number of a provider. */
const NUMBERS = 2 ** 20;

/** A number of 32 bits in which each bit depends on each of another's (MurmurHash3's last step). @param {number} bits */
function mixed(bits) {
  let hash = bits;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The seed of a search: the same for everybody who asks the same, however it is sorted and whatever is compared.
 * @param {Question} question
 */
export function seedOf(question) {
  const chosen = /** @type {Chosen} */ (
    Object.fromEntries(Object.entries(question.chosen).map(([key, values]) => [key, [...values].sort()]))
  );
  return lotOf(write({ ...question, chosen, sort: "", compare: [] }).toLowerCase());
}

/** A number that a text draws. @param {string} text */
export function lotOf(text) {
  let lot = 0;
  for (let at = 0; at < text.length; at++) lot = mixed(Math.imul(lot, 31) + text.charCodeAt(at));
  return lot;
}

/**
 * Numbers of providers in an order that a seed gives; each has a lot of its own, which no other provider changes.
 * @param {number[]} numbers @param {number} seed @param {number[]} lots
 */
export function shuffled(numbers, seed, lots) {
  const keys = Float64Array.from(numbers, (number) => mixed(seed + lots[number]) * NUMBERS + number).sort();
  return Array.from(keys, (key) => key % NUMBERS);
}

/**
 * Numbers of providers in the order of a sort; `level` says how well each fits, the best 0. Those that are alike are
 * shuffled by the seed and their lots.
 * @param {number[]} numbers @param {Sort} sort @param {import("./columns.js").Columns} columns
 * @param {(number: number) => number} level @param {number} seed @param {number[]} lots
 */
export function sorted(numbers, sort, columns, level, seed, lots) {
  if (sort === "name") return numbers;
  const fair = shuffled(numbers, seed, lots);
  if (sort === "checked") return by(fair, (number) => String(columns.values("checked", number)[0]), -1);
  if (sort === "price") return by(fair, (number) => Number(columns.values("price", number)[0] ?? Infinity));
  return sort === "fit" ? by(fair, level) : fair;
}

/** @template {string | number} K @param {number[]} numbers @param {(number: number) => K} key @param {1 | -1} [sign] */
function by(numbers, key, sign = 1) {
  const rows = numbers.map((number) => ({ number, key: key(number) }));
  rows.sort((one, other) => (one.key === other.key ? 0 : one.key < other.key ? -sign : sign));
  return rows.map(({ number }) => number);
}

/**
 * Providers with a place, those of the best `level` first and of these the nearest, each as [number, words]; and
 * those without a place. Those that are alike stay as they came.
 * @param {number[]} numbers @param {(number: number) => { words: string, least: number } | null} away
 * @param {(number: number) => number} level
 */
export function nearest(numbers, away, level) {
  /** @type {{ row: Row, level: number, miles: number }[]} */
  const placed = [];
  /** @type {number[]} */
  const elsewhere = [];
  for (const number of numbers) {
    const there = away(number);
    if (there) placed.push({ row: [number, there.words], level: level(number), miles: there.least });
    else elsewhere.push(number);
  }
  placed.sort((one, other) => one.level - other.level || one.miles - other.miles);
  return { placed: placed.map(({ row }) => row), elsewhere };
}
