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
  "how",
  "stands",
  "day",
  "stage",
  "age",
  "terms",
  "registered",
];
const NAMES = ["Oak Farm", "Carlton House", "Garage Works", "Riverside"];
const providers = [
  { type: ["animal care"], need: ["autism"], registered: ["no"], day: ["Mon"], town: ["Derby"] },
  { type: ["mentoring"], need: ["anxiety"], day: ["Tue"], stage: ["KS4"], age: [14, 15] },
  { type: ["motor vehicle"], subject: ["motor vehicle"], day: ["Mon", "Tue"] },
  { type: ["tuition"], need: ["SEMH"] },
];
/** Words of descriptions as the build files them: how far each provider's number is from the one before. */
const TEXTS = {
  "texts/ca.json": { car: [3], caravan: [0, 1] },
  "texts/ri.json": { ride: [2] },
  "texts/=o.json": { "=one-to-one": [1] },
  "texts/=h.json": { "=horse": [3] },
};
const asked = [];
/** What words stand for, as the build sends it. */
const GIVEN = {
  ignored: "the of likes",
  full_text: true,
  words: [
    { name: "motor vehicle", typed: ["motor vehicle"], asked: ["car", "cars"], mark: "=motor-vehicle" },
    { name: "tuesday", typed: ["tuesday", "tues"], mark: "=tuesday", choose: { day: ["Tue"] } },
    { name: "year 10", typed: ["year 10", "y10"], mark: "=year-10", choose: { stage: ["KS4"], age: [14, 15] } },
    { name: "one to one", typed: ["one to one", "1 1"], mark: "=one-to-one" },
    {
      name: "horse",
      typed: ["horse", "horses"],
      mark: "=horse",
      means: ["animal care"],
      pages: [["Horses", "guidance/horses/"]],
    },
    { name: "dyslexia", typed: ["dyslexia"], mark: "=dyslexia", choose: { need: ["SEMH"] } },
    { name: "girls", typed: ["girls"], mark: "=girls", answer: "Not recorded." },
    { name: "non school", typed: ["non school"], mark: "=non-school", choose: { registered: ["no"] } },
  ],
};
const texts = new Texts("ca ri =o =h", async (name) => {
  asked.push(name);
  return TEXTS[name];
});
const words = new Words(NAMES, indexOf(providers, COLUMNS), texts, GIVEN);
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
  // What is said one to one; horses, and wider who cares for animals.
  ["one to one", [[], [], [], [], [1], []]],
  ["1:1", [[], [], [], [], [1], []]],
  ["likes horses", [[], [], [], [], [3], [0]]],
  ["dyslex", [[], [], [], [3], [], []]],
  // A short word is the beginning of no other.
  ["o c", [[], [], [], [], [], []]],
  // Nobody has it: passed over among several others, and not beside one.
  ["animal autism zzzz", [[], [0], [], [], [], []]],
  ["autism zzzz", [[], [], [], [], [], []]],
  ["autism 77", [[], [0], [], [], [], []]],
  // All but one of three words.
  ["mentoring anxiety autism", [[], [1], [], [], [], []]],
  // What is typed alone is no other word for it.
  ["motor vehicle", [[], [2], [], [], [], []]],
  ["girls", [[0, 1, 2, 3], [], [], [], [], []]],
]) {
  test(`“${text}” is found by how well it fits`, async () => assert.deepEqual(await found(text), expected));
}

const told = (text) => words.told(text, bits.full(4));

for (const [text, expected] of [
  ["autism", ["autism"]],
  ["autsim", ["autism"]],
  ["anx", [null, "anx…"]],
  ["tues", [null, "tues", "tues"]],
  ["y10", [null, "y10"]],
  ["1:1", [null, "(mentions it)"]],
  // What is wider is no more than that.
  ["horses", ["animal care", null, null, "(mentions it)"]],
  ["dyslexia", [null, null, null, "SEMH"]],
  ["car", ["car…", "car…", "motor vehicle", "(mentions it)"]],
  ["non school", ["not a registered school"]],
]) {
  test(`what is said of those that “${text}” finds`, async () => {
    const [[, said, mentioned]] = await words.having(text);
    const says = NAMES.map((_, number) => {
      const first = said.find(([, who]) => bits.has(who, number))?.[0];
      return first ?? (bits.has(mentioned, number) ? "(mentions it)" : null);
    });
    assert.deepEqual(
      says,
      NAMES.map((_, number) => expected[number] ?? null),
    );
  });
}

test("a misspelt word is told with those that were looked for, and one that is nowhere", async () => {
  const { unknown, corrections } = await told("autsim zzzz farm");
  assert.deepEqual(unknown, ["zzzz"]);
  assert.deepEqual(corrections, [["autsim", ["autism"]]]);
});

test("what is not wanted is left out, and told", async () => {
  assert.deepEqual(await found("farm no cars"), await found("farm"));
  assert.deepEqual((await told("farm no cars")).negated, ["no cars"]);
});

test("what no record has is told, and what else was looked for", async () => {
  assert.deepEqual((await told("girls farm")).unrecorded, ["Not recorded."]);
  assert.deepEqual((await told("horses")).wider, ["animal care"]);
  assert.deepEqual((await told("horses")).pages, [["Horses", "guidance/horses/"]]);
});

test("where nobody has both of two words, it is told who has either", async () => {
  const { without, allButOne } = await told("autism anxiety");
  assert.equal(allButOne, false);
  assert.deepEqual(without, [
    { phrase: "autism", rest: "anxiety", number: 1 },
    { phrase: "anxiety", rest: "autism", number: 1 },
  ]);
  assert.equal((await told("mentoring anxiety autism")).allButOne, true);
});

test("pages are looked for by each way to say it, but not by numbers alone", async () => {
  assert.deepEqual((await told("one to one farm")).ways, [["one to one", "farm"]]);
  assert.deepEqual((await told("cars")).ways, [["cars"], ["motor vehicle"]]);
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
