import assert from "node:assert/strict";
import { test } from "node:test";
import * as bits from "../../theme/assets/bitset.js";
import { Filter } from "../../theme/assets/filter.js";
import { fitOf, lacking } from "../../theme/assets/fit.js";
import { choices, indexOf } from "./index.js";

const index = indexOf([
  { need: ["SEMH", "anxiety"], day: ["Tue", "Thu"], stage: ["KS3"], age: [12] },
  { need: ["SEMH"], day: ["Thu"], stage: ["KS3", "KS4"], age: [12, 15] },
]);
const filter = new Filter(index, {}, 2, []);

for (const [chosen, all, lacks, met, not] of [
  [{}, [], 0, [], []],
  [{ need: ["SEMH", "anxiety"], day: ["Tue", "Thu"] }, [], 2, ["SEMH", "Thu"], ["anxiety", "Tue"]],
  [{ need: ["SEMH"], stage: ["KS3"], age: ["12"] }, [], 0, ["SEMH", "KS3", "age 12"], []],
  [{ need: ["SEMH", "trauma"] }, [], 1, ["SEMH"], ["trauma"]],
  // Where all must hold, nobody is found who lacks one.
  [{ day: ["Thu", "Fri"] }, ["day"], 0, ["Thu"], ["Fri"]],
]) {
  test(`of ${JSON.stringify(chosen)}${all} a provider lacks ${lacks}`, () => {
    const question = { chosen: choices(chosen), all };
    assert.equal(lacking(question, filter)(1), lacks);
    assert.deepEqual(fitOf(1, question, filter, []), [met, not, []]);
  });
}

test("words are told as they were typed, or as what they stand for or are only mentioned, before the choices", () => {
  const [all, none] = [bits.full(2), bits.empty(2)];
  const having = [
    ["year 9", [["year 9", all]], none],
    ["autsim", [["autism", all]], none],
    [
      "section 19",
      [
        ["section 19", bits.first(1, 2)],
        ["excluded", all],
      ],
      none,
    ],
    ["pex", [["excluded", all]], all],
    ["counselling", [], all],
    ["animals", [], none],
  ];
  const question = { q: "Year 9  autsim Section 19 PEX Counselling ANIMALS", chosen: choices({ stage: ["KS3"] }) };
  assert.deepEqual(fitOf(0, question, filter, having)[0], ["Year 9", "autism", "Section 19", "excluded", "KS3"]);
  assert.deepEqual(fitOf(1, question, filter, having), [
    ["Year 9", "autism", "excluded", "KS3"],
    ["ANIMALS"],
    ["Counselling"],
  ]);
});
