import assert from "node:assert/strict";
import { test } from "node:test";
import * as bits from "../../theme/assets/bitset.js";
import { daysNote, openOn } from "../../theme/assets/days.js";
import { counted, figure } from "../../theme/assets/figures.js";
import { nearest, sorted } from "../../theme/assets/sort.js";
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
const set = (...numbers) => {
  const made = bits.empty(4);
  for (const number of numbers) bits.add(made, number);
  return made;
};

for (const [sort, fits, expected] of [
  ["name", null, [0, 1, 2, 3]],
  ["checked", null, [1, 2, 0, 3]],
  ["price", null, [2, 0, 3, 1]],
  ["fit", [set(3), set(1, 3), set(0, 1, 2, 3)], [3, 1, 0, 2]],
  ["fit", null, [0, 1, 2, 3]],
]) {
  test(`providers by ${sort}`, () => assert.deepEqual(sorted([0, 1, 2, 3], sort, index, fits), expected));
}

test("the nearest come first, and those without a place stay as they came", () => {
  const away = [{ words: "far", least: 9 }, null, { words: "near", least: 1 }, { words: "far", least: 9 }, null];
  assert.deepEqual(
    nearest([4, 3, 0, 1, 2], (number) => away[number]),
    {
      placed: [
        [2, "near", 1],
        [0, "far", 9],
        [3, "far", 9],
      ],
      elsewhere: [4, 1],
    },
  );
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
