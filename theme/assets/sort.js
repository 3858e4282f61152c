// Sorting results. Providers are numbered by name, so their numbers are that order.
import * as bits from "./bitset.js";

/**
 * Numbers of providers in the order of a sort, or of how well words fit (`fits`, the best first, each in the next).
 * @param {number[]} numbers @param {Sort} sort @param {import("./columns.js").Columns} columns
 * @param {Bits[] | null} fits
 */
export function sorted(numbers, sort, columns, fits) {
  if (sort === "checked") return by(numbers, (number) => String(columns.values("checked", number)[0]), true);
  if (sort === "price") return by(numbers, (number) => Number(columns.values("price", number)[0] ?? Infinity), false);
  if (sort === "fit" && fits) {
    const parts = fits.map(() => /** @type {number[]} */ ([]));
    for (const number of numbers) parts[fits.findIndex((fit) => bits.has(fit, number))].push(number);
    return parts.flat();
  }
  return numbers;
}

/** @template {string | number} K @param {number[]} numbers @param {(number: number) => K} key @param {boolean} falling */
function by(numbers, key, falling) {
  const sign = falling ? -1 : 1;
  const rows = numbers.map((number) => ({ number, key: key(number) }));
  rows.sort((one, other) => (one.key === other.key ? one.number - other.number : one.key < other.key ? -sign : sign));
  return rows.map(({ number }) => number);
}

/**
 * Providers with a place, the nearest first, each as [number, words, miles]; and those without one, as they came.
 * @param {number[]} numbers @param {(number: number) => { words: string, least: number } | null} away
 */
export function nearest(numbers, away) {
  /** @type {[number: number, words: string, miles: number][]} */
  const placed = [];
  /** @type {number[]} */
  const elsewhere = [];
  for (const number of numbers) {
    const there = away(number);
    if (there) placed.push([number, there.words, there.least]);
    else elsewhere.push(number);
  }
  placed.sort((one, other) => one[2] - other[2] || one[0] - other[0]);
  return { placed, elsewhere };
}
