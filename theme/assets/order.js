// The order of results. Providers are numbered by name, so their numbers are that order.
import * as bits from "./bits.js";

/** Numbers of providers in the order of a sort, or of how well words fit (`fits`, the best first, each in the next). */
export function sorted(numbers, sort, columns, fits) {
  if (sort === "checked") return by(numbers, (number) => columns.values("checked", number)[0], true);
  if (sort === "price") return by(numbers, (number) => columns.values("price", number)[0] ?? Infinity, false);
  if ((sort === "" || sort === "fit") && fits) {
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

/** Providers with a place, the nearest first, each as [number, distance]; and those without one, as they came. */
export function nearest(numbers, points, from, miles) {
  const placed = [];
  const elsewhere = [];
  for (const number of numbers) {
    let least = Infinity;
    for (let place = 0; place < points[number].length; place += 2) {
      const there = { easting: points[number][place], northing: points[number][place + 1] };
      least = Math.min(least, miles(from, there));
    }
    if (least === Infinity) elsewhere.push(number);
    else placed.push([number, least]);
  }
  placed.sort((one, other) => one[1] - other[1] || one[0] - other[0]);
  return { placed, elsewhere };
}
