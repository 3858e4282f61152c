import assert from "node:assert/strict";
import { test } from "node:test";
import * as bits from "../../theme/assets/bitset.js";
import { random } from "./random.js";

const chance = random(1);
const SIZES = [0, 1, 31, 32, 33, 64, 100];
const filled = (size, numbers) => {
  const made = bits.empty(size);
  for (const number of numbers) bits.add(made, number);
  return made;
};

for (const size of SIZES) {
  const all = Array.from({ length: size }, (_, number) => number);

  test(`sets of ${size} are combined as sets are`, () => {
    for (let run = 0; run < 20; run++) {
      const [one, other] = [chance.some(all), chance.some(all)];
      const [left, right] = [filled(size, one), filled(size, other)];
      const there = new Set(other);
      assert.deepEqual(bits.toList(left), one);
      assert.deepEqual(
        all.filter((number) => bits.has(left, number)),
        one,
      );
      assert.deepEqual(
        bits.toList(bits.intersection(left, right)),
        one.filter((number) => there.has(number)),
      );
      assert.deepEqual(
        bits.toList(bits.difference(left, right)),
        one.filter((number) => !there.has(number)),
      );
      assert.deepEqual(
        bits.toList(bits.union(left, right)),
        all.filter((number) => one.includes(number) || there.has(number)),
      );
      assert.equal(bits.sharedCount(left, right), one.filter((number) => there.has(number)).length);
    }
  });

  test(`the first of ${size}, and every one`, () => {
    assert.deepEqual(bits.toList(bits.full(size)), all);
    for (const number of [0, 1, 32, size].filter((number) => number <= size)) {
      assert.deepEqual(bits.toList(bits.first(number, size)), all.slice(0, number));
    }
  });
}

test("a set that is combined stays as it was", () => {
  const one = filled(40, [1, 35]);
  for (const combine of [bits.intersection, bits.union, bits.difference]) combine(one, filled(40, [2, 35]));
  assert.deepEqual(bits.toList(one), [1, 35]);
});
