import assert from "node:assert/strict";
import { test } from "node:test";
import * as bits from "../../theme/assets/bitset.js";
import { KEYS } from "../../theme/assets/facets.js";
import { Filter } from "../../theme/assets/filter.js";
import { choices, indexOf } from "./index.js";
import { random } from "./random.js";

const BOUNDS = { 6: "2026-05-30", 12: "2025-11-30" };
const NEEDS = ["autism", "SEMH", "anxiety"];
const DAYS = ["Mon", "Tue", "Wed"];
const AREAS = ["Derby", "Erewash", "England"];
const chance = random(7);
const providers = Array.from({ length: 70 }, () => ({
  covered: chance.some(DAYS),
  need: chance.some(NEEDS),
  day: chance.some(DAYS),
  most_days: chance.some([1, 2], 0.3).slice(0, 1),
  area: chance.some(AREAS, 0.4),
  age: chance.some([9, 10, 11]),
  terms: chance.some(["full-time", "full-time 6", "part-time", "part-time 6", "part-time 12"]),
  standing: [chance.one(["approved", "lapsed", "suspended"])],
  visited: [chance.one(["2026-06-01", "2026-01-01", "2024-01-01"])],
  places: [chance.one([-1, 0, 2, 5])],
  price: chance.some([40, 60, 80], 0.3).slice(0, 1),
}));
const OPEN = 50;
const filter = new Filter(indexOf(providers, [...KEYS, "terms", "most_days", "covered"]), BOUNDS, OPEN, ["England"]);

/** Whether one provider suits one facet's choices, as the words of the form say it. */
const SUITS = {
  need: (one, value) => one.need.includes(value),
  day: (one, value) => one.day.includes(value),
  area: (one, value) => one.area.includes(value) || one.area.includes("England"),
  age: (one, value) => one.age.includes(Number(value)),
  standing: (one, value) => one.standing.includes(value),
  visited: (one, value) => BOUNDS[value] !== undefined && one.visited[0] >= BOUNDS[value],
  places: (one, value) => one.places[0] >= Number(value),
};
function suits(one, chosen, all, days = chosen.standing.length ? one.covered : one.day) {
  const { time, length } = chosen;
  const modes = time.length ? time : length.length ? ["full-time", "part-time"] : [];
  const offered = modes.map((mode) => [mode, ...length].join(" "));
  if (offered.length && !offered.some((terms) => one.terms.includes(terms))) return false;
  return Object.entries(SUITS).every(([key, test]) => {
    const each = chosen[key].map((value) => test(key === "day" ? { day: days } : one, value));
    if (key === "day" && all.includes(key) && new Set(chosen.day).size > (one.most_days[0] ?? 7)) return false;
    return !each.length || (all.includes(key) ? !each.includes(false) : each.includes(true));
  });
}
function asked() {
  const chosen = choices({
    need: chance.some(NEEDS, 0.3),
    day: chance.some(DAYS, 0.3),
    area: chance.some(["Derby", "Erewash"], 0.2),
    age: chance.some(["9", "10"], 0.2).slice(0, 1),
    time: chance.some(["full-time", "part-time"], 0.2),
    length: chance.some(["6", "12"], 0.1).slice(0, 1),
    standing: chance.some(["approved", "suspended"], 0.2),
    visited: chance.some(["6", "12", "7"], 0.1).slice(0, 1),
    places: chance.some(["0", "2"], 0.1).slice(0, 1),
    price: chance.some(["50", "60"], 0.3).slice(0, 1),
  });
  return { chosen, all: chance.some(["need", "day"]) };
}
const numbers = (test) => providers.flatMap((one, number) => (test(one, number) ? [number] : []));

test("who suits, by price or without one, is who a plain reading of the choices finds", () => {
  for (let run = 0; run < 300; run++) {
    const { chosen, all } = asked();
    const [most] = chosen.price;
    const priced = (one) => {
      if (most === undefined) return "within";
      const [price] = one.price;
      if (price === undefined) return "otherwise";
      return price <= Number(most) ? "within" : price <= Number(most) * 1.25 ? "over" : "too dear";
    };
    const answer = filter.answer(chosen, null, all);
    const whole = (one) => suits(one, chosen, all, one.day) && !suits(one, chosen, all) && priced(one) === "within";
    assert.deepEqual(bits.toList(answer.uncovered), numbers(whole), JSON.stringify(chosen));
    for (const part of ["within", "over", "otherwise"]) {
      assert.deepEqual(
        bits.toList(answer[part]),
        numbers((one) => suits(one, chosen, all) && priced(one) === part),
        JSON.stringify(chosen),
      );
    }
  }
});

test("the number beside a choice counts who would be left with it, and is open to referrals", () => {
  for (let run = 0; run < 200; run++) {
    const { chosen, all } = asked();
    chosen.price = [];
    const answer = filter.answer(chosen, null, all);
    for (const [key, value] of [
      ["need", "autism"],
      ["day", "Tue"],
      ["age", "9"],
      ["standing", "suspended"],
      ["time", "part-time"],
    ]) {
      const kept = all.includes(key) ? [...chosen[key], value] : [value];
      const left = numbers(
        (one, number) => suits(one, { ...chosen, [key]: kept }, all) && (number < OPEN || key === "standing"),
      );
      assert.equal(answer.number(key, value), left.length, `${key} ${JSON.stringify(chosen)}`);
    }
  }
});

test("what would be left without a choice counts by the sites of approvals only where a standing is still asked for", () => {
  let standings = 0;
  for (let run = 0; run < 200; run++) {
    const { chosen, all } = asked();
    chosen.price = [];
    for (const { keys, number } of filter.answer(chosen, null, all).removals()) {
      const rest = { ...chosen, ...Object.fromEntries(keys.map((key) => [key, []])) };
      assert.equal(
        number,
        numbers((one, place) => place < OPEN && suits(one, rest, all)).length,
        JSON.stringify(chosen),
      );
      if (keys.includes("standing") && chosen.day.length) standings++;
    }
  }
  assert.ok(standings);
});

test("words narrow what is found, and are a way to find more", () => {
  const words = bits.empty(providers.length);
  const [one] = numbers((provider, number) => number < OPEN && provider.need.includes("autism"));
  bits.add(words, one);
  const answer = filter.answer(choices({ need: ["autism"] }), words, []);
  assert.deepEqual(bits.toList(answer.within), [one]);
  const nobody = filter.answer(choices({ need: ["autism"] }), bits.empty(providers.length), []);
  const left = numbers((provider, number) => number < OPEN && provider.need.includes("autism")).length;
  assert.deepEqual(nobody.removals(), [{ keys: [], words: true, number: left }]);
});

test("what to drop is one thing where that is enough, else two, the best first", () => {
  const removals = filter.answer(choices({ need: ["autism"], standing: ["gone"], price: ["1"] }), null, []).removals();
  assert.deepEqual(
    removals.map(({ keys }) => keys.sort().join()),
    ["price,standing"],
  );
  const one = filter.answer(choices({ need: ["autism"], standing: ["gone"] }), null, []).removals();
  assert.deepEqual(
    one.map(({ keys }) => keys),
    [["standing"]],
  );
  for (const { number } of [...removals, ...one]) assert.ok(number > 0);
});
