import assert from "node:assert/strict";
import { test } from "node:test";
import { daysNote, openOn } from "../../theme/assets/days.js";
import { counted, figure } from "../../theme/assets/figures.js";
import { nothing } from "../../theme/assets/question.js";
import { lotOf, nearest, seedOf, shuffled, sorted } from "../../theme/assets/sort.js";
import { choices, indexOf } from "./index.js";

const index = indexOf(
  [
    { checked: ["2026-01-01"], price: [80] },
    { checked: ["2026-03-01"] },
    { checked: ["2026-03-01"], price: [40] },
    { checked: ["2025-12-31"], price: [80] },
  ],
  ["checked", "price"],
);
const asked = (given = {}) => ({ ...nothing(), ...given, chosen: { ...nothing().chosen, ...given.chosen } });
const lots = ["Ash Farm", "Birch Farm", "Cedar Farm", "Damson Farm"].map(lotOf);
const fair = shuffled([0, 1, 2, 3], 7, lots);
const alike = (...numbers) => fair.filter((number) => numbers.includes(number));

for (const [sort, level, expected] of [
  ["name", null, [0, 1, 2, 3]],
  ["checked", null, [...alike(1, 2), 0, 3]],
  ["price", null, [2, ...alike(0, 3), 1]],
  ["fit", [2, 1, 2, 0], [3, 1, ...alike(0, 2)]],
  ["near", null, fair],
]) {
  test(`providers by ${sort}`, () =>
    assert.deepEqual(
      sorted([0, 1, 2, 3], sort, index, (number) => level?.[number] ?? 0, 7, lots),
      expected,
    ));
}

test("the order by chance is that of the search: no other sort, comparison or way of asking changes it", () => {
  const seed = seedOf(asked({ q: "Farm", chosen: { need: ["SEMH", "anxiety"] } }));
  for (const same of [
    asked({ q: "farm", chosen: { need: ["anxiety", "SEMH"] } }),
    asked({ q: "Farm", chosen: { need: ["SEMH", "anxiety"] }, sort: "price", compare: ["hill-farm"] }),
  ])
    assert.equal(seedOf(same), seed);
  for (const other of [asked({ q: "farms" }), asked({ q: "farm", near: "Derby" }), asked({ chosen: { day: ["Tue"] } })])
    assert.notEqual(seedOf(other), seed);
});

test("a provider that comes between others moves none of them", () => {
  const names = Array.from({ length: 20 }, (_, number) => `Farm ${number}`);
  const order = (/** @type {string[]} */ all) => shuffled([...all.keys()], 7, all.map(lotOf)).map((at) => all[at]);
  const more = [...names.slice(0, 3), "Farm 2b", ...names.slice(3)];
  assert.deepEqual(
    order(more).filter((name) => name !== "Farm 2b"),
    order(names),
  );
});

test("no name is an advantage: over many searches each provider is first as often as another", () => {
  const numbers = Array.from({ length: 20 }, (_, number) => number);
  const many = numbers.map((number) => lotOf(`Farm ${number}`));
  const first = numbers.map(() => 0);
  for (let search = 0; search < 4000; search++) {
    const order = shuffled(numbers, seedOf(asked({ q: `word ${search}` })), many);
    assert.deepEqual(
      [...order].sort((one, other) => one - other),
      numbers,
    );
    first[order[0]]++;
  }
  // 200 each is the mean, 14 the deviation.
  assert.ok(Math.min(...first) > 140 && Math.max(...first) < 260, String(first));
});

test("those that fit best come first, then the nearest; those without a place stay as they came", () => {
  const away = [{ words: "far", least: 9 }, null, { words: "near", least: 1 }, { words: "far", least: 9 }, null];
  const order = (level) => nearest([4, 3, 0, 1, 2], (number) => away[number], level);
  const [near, far, alike] = [
    [2, "near"],
    [3, "far"],
    [0, "far"],
  ];
  assert.deepEqual(
    order(() => 0),
    { placed: [near, far, alike], elsewhere: [4, 1] },
  );
  assert.deepEqual(order((number) => (number === 0 ? 0 : 1)).placed, [alike, near, far]);
});

const SITES = [
  ["Mon Tue", "Base (Mon and Tue)", ""],
  ["Tue Wed", "Lock (Tue and Wed)", "earlier finding"],
];
for (const [day, all, open] of [
  [[], [], [true, true]],
  [["Mon"], [], [true, false]],
  [["Mon", "Wed"], [], [true, true]],
  [["Mon", "Tue"], ["day"], [true, false]],
  [["Mon", "Wed"], ["day"], [true, true]], // no one site has both
  [["Fri"], [], [false, false]],
]) {
  test(`on ${day.join(all.length ? " and " : " or ") || "any day"} sites are open: ${open}`, () => {
    const at = openOn(SITES, { chosen: choices({ day }), all });
    assert.deepEqual([0, 1].map(at), open);
  });
}

test("a row says which sites are open on the days that were chosen", () => {
  const said = (sites, ...day) => daysNote(sites, { chosen: choices({ day }), all: [] });
  assert.equal(said([], "Mon"), "");
  assert.equal(said(SITES), "days differ by site");
  assert.equal(said(SITES, "Fri"), "days differ by site");
  assert.equal(said(SITES, "Tue"), "on chosen days: Base (Mon and Tue); Lock (Tue and Wed), earlier finding");
});

test("numbers are read with their commas, and what is counted in its plural", () => {
  assert.deepEqual([0, 999, 1000, 1234567].map(figure), ["0", "999", "1,000", "1,234,567"]);
  assert.deepEqual([counted(0), counted(1), counted(1200, "mark")], ["0 providers", "1 provider", "1,200 marks"]);
});
