import assert from "node:assert/strict";
import { test } from "node:test";
import { choicesOf, placesOf } from "../../theme/assets/suggest.js";

const PLACES = {
  areas: ["DE", "NG"],
  towns: [
    ["Derby", 1, 1],
    ["Ilkeston", 1, 1],
    ["Long Eaton", 1, 1],
  ],
};

for (const [text, expected] of [
  ["anxiety near DE7 5AB", [["anxiety", "DE7 5AB"]]],
  ["de7 5", [["", "DE7 5"]]],
  ["anxiety near i", [["anxiety", "Ilkeston"]]],
  ["animals long ea", [["animals", "Long Eaton"]]],
  ["der", [["", "Derby"]]],
  ["de", []],
  ["ks3", []],
  ["anxiety", []],
]) {
  test(`the places of “${text}”`, () => assert.deepEqual(placesOf(text, PLACES), expected));
}

const GIVEN = {
  choices: [
    ["need", "autism", "Need: autism"],
    ["stage", "KS3", "Key stage: Key stage 3"],
    ["day", "Tue", "Day: Tuesday"],
  ],
  words: [
    { name: "autism", typed: ["autism", "ASD", "asc"], mark: "=autism", choose: { need: ["autism"] } },
    { name: "year 9", typed: ["year 9", "y9"], mark: "=year-9", choose: { stage: ["KS3"], age: [13, 14] } },
    { name: "section 19", typed: ["section 19"], mark: "=section-19", choose: { need: ["medical needs", "excluded"] } },
    { name: "one to one", typed: ["one to one", "1 1"], mark: "=one-to-one" },
  ],
};

for (const [text, expected] of [
  ["aut", [["Need: autism", { need: "autism" }]]],
  ["asc", [["Need: autism", { need: "autism" }]]],
  ["animals y9", [["animals, Year 9: KS3", { q: "animals year 9" }]]],
  ["construction tues", [["construction, Day: Tuesday", { q: "construction", day: "Tue" }]]],
  // Of several values none is the meaning, and some words choose nothing.
  ["section 19", []],
  ["one to one", []],
  ["a", []],
]) {
  test(`the choices of “${text}”`, () => {
    assert.deepEqual(
      choicesOf(text, GIVEN).map(({ text: words, ask }) => [words, ask]),
      expected,
    );
  });
}
