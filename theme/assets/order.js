// The order of results. Providers are numbered by name, so their numbers are that order.
import * as bits from "./bits.js";

/** Numbers of providers in the order of a sort, or of how well words fit (`fits`, the best first, each in the next). */
export function sorted(numbers, sort, columns, fits) {
  if (sort === "checked") return by(numbers, (number) => columns.values("checked", number)[0], true);
  if (sort === "price") return by(numbers, (number) => columns.values("price", number)[0] ?? Infinity, false);
  if (sort === "fit" && fits) {
    const parts = fits.map(() => []);
    for (const number of numbers) parts[fits.findIndex((fit) => bits.has(fit, number))].push(number);
    return parts.flat();
  }
  return numbers;
}

function by(numbers, key, falling) {
  const keys = new Map(numbers.map((number) => [number, key(number)]));
  const compare = (one, other) => (keys.get(one) < keys.get(other) ? -1 : keys.get(one) > keys.get(other) ? 1 : 0);
  return [...numbers].sort((one, other) => (falling ? compare(other, one) : compare(one, other)) || one - other);
}

/** Providers with a place, the nearest first, each as [number, words, miles]; and those without one, as they came. */
export function nearest(numbers, away) {
  const placed = [];
  const elsewhere = [];
  for (const number of numbers) {
    const there = away(number);
    if (there) placed.push([number, there.words, there.least]);
    else elsewhere.push(number);
  }
  placed.sort((one, other) => one[2] - other[2] || one[0] - other[0]);
  return { placed, elsewhere };
}
