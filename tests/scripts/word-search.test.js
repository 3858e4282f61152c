import assert from "node:assert/strict";
import { test } from "node:test";
import * as bits from "../../theme/assets/bitset.js";
import { Texts } from "../../theme/assets/texts.js";
import { Words } from "../../theme/assets/word-search.js";
import { indexOf } from "./index.js";

const COLUMNS = [
  "type",
  "need",
  "subject",
  "area",
  "programme",
  "town",
  "stands",
  "day",
  "stage",
  "age",
  "terms",
  "registered",
];
const NAMES = ["Oak Farm", "Carlton House", "Garage Works", "Riverside"];
const providers = [
  { type: ["animal care"], need: ["autism"], day: ["Mon"], town: ["Derby"] },
  { type: ["mentoring"], need: ["anxiety"], day: ["Tue"], stage: ["KS4"], age: [14, 15] },
  { type: ["motor vehicle"], subject: ["motor vehicle"], day: ["Mon", "Tue"] },
  { type: ["tuition"], need: ["SEMH"] },
];
/** Words of descriptions as the build files them: how far each provider's number is from the one before. */
const TEXTS = { "texts/ca.json": { car: [3], caravan: [0, 1] }, "texts/ri.json": { ride: [2] } };
const asked = [];
const texts = new Texts("ca ri", async (name) => {
  asked.push(name);
  return TEXTS[name];
});
const words = new Words(NAMES, indexOf(providers, COLUMNS), texts);
const found = async (text) => {
  const fits = await words.find(text);
  return fits.map((fit, at) => bits.toList(at ? bits.difference(fit, fits[at - 1]) : fit));
};

for (const [text, expected] of [
  ["farm", [[0], [], [], [], [], []]],
  ["autism", [[], [0], [], [], [], []]],
  ["river", [[], [], [3], [], [], []]],
  ["anx", [[], [], [], [1], [], []]],
  // By what it means, by a name that begins so, by a fact that does (care), by a description.
  ["car", [[], [2], [1], [0], [3], []]],
  ["oak farm autism", [[], [0], [], [], [], []]],
  ["autsim", [[], [], [], [0], [], []]],
  ["tuesday", [[], [1, 2], [], [], [], []]],
  ["year 10", [[], [1], [], [], [], []]],
  ["the", [[], [], [], [], [], []]],
]) {
  test(`“${text}” is found by how well it fits`, async () => assert.deepEqual(await found(text), expected));
}

test("a misspelt word is told with those that were looked for, and one that is nowhere", async () => {
  assert.deepEqual(await words.told("autsim zzzz farm"), {
    unknown: ["zzzz"],
    corrections: [["autsim", ["autism"]]],
    negated: [],
  });
});

test("what is not wanted is left out, and told", async () => {
  assert.deepEqual(await found("farm no cars"), await found("farm"));
  assert.deepEqual((await words.told("farm no cars")).negated, ["no cars"]);
});

test("a file of descriptions is fetched once, and only for words that begin so", () => {
  assert.deepEqual([...new Set(asked)], asked);
  assert.ok(asked.every((name) => name in TEXTS));
});

test("words of descriptions that begin otherwise are looked through for a misspelt one", async () => {
  assert.deepEqual(await texts.near("cr"), []);
  assert.deepEqual(
    (await texts.near("carx")).map(([word]) => word),
    ["car", "caravan"],
  );
  assert.deepEqual(await texts.near("car"), [
    ["car", [3]],
    ["caravan", [0, 1]],
  ]);
});
