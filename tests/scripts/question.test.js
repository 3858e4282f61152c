import assert from "node:assert/strict";
import { test } from "node:test";
import { FACETS, KEYS, TOGETHER } from "../../theme/assets/facets.js";
import { asks, MOST_TO_COMPARE, nothing, priceIn, read, sortOf, write } from "../../theme/assets/question.js";
import { random } from "./random.js";

test("an address gives back the question that it was written of", () => {
  const chance = random(5);
  for (let run = 0; run < 200; run++) {
    const question = nothing();
    for (const key of KEYS)
      question.chosen[key] = chance.some(["a", "b & c", "d=e", "ü"], 0.3).slice(0, FACETS[key].many ? 4 : 1);
    question.all = chance.some(TOGETHER);
    question.q = chance.one(["", "farm & bikes", "50%"]);
    question.near = chance.one(["", "DE1 2FS"]);
    question.sort = chance.one(["", "fit", "name", "near", "checked", "price"]);
    question.compare = chance.some(["one", "two", "three", "four"]);
    assert.deepEqual(read(write(question)), question);
  }
});

test("nothing asked is an empty address", () => {
  assert.equal(write(nothing()), "");
  assert.deepEqual(read(""), nothing());
});

for (const [search, expected] of [
  ["?sort=sideways&nothing=1", {}],
  ["?q=%20%20two%20%20words%20", { q: "two words" }],
  [`?q=${"x".repeat(200)}`, { q: "x".repeat(120) }],
  ["?all=area&all=need&all=need", { all: ["need"] }],
  [
    "?compare=a&compare=b&compare=c&compare=d&compare=e&compare=a",
    { compare: ["a", "b", "c", "d"].slice(0, MOST_TO_COMPARE) },
  ],
]) {
  test(`what ${search.slice(0, 40)} may say is read`, () =>
    assert.deepEqual(read(search), { ...nothing(), ...expected }));
}

test("of a facet of one choice the first is read, and each choice once", () => {
  const { chosen } = read("?price=50&price=60&need=autism&need=SEMH&need=autism");
  assert.deepEqual([chosen.price, chosen.need], [["50"], ["autism", "SEMH"]]);
});

for (const [text, pounds, rest] of [
  ["farm under £60", "60", "farm"],
  ["£60 a day farm", "60", "farm"],
  ["up to 85 pounds near", "85", "near"],
  ["70 per day", "70", ""],
  ["£1,200"],
  ["£60 an hour"],
  ["£12.50"],
  ["year 10"],
  [""],
]) {
  test(`the price in “${text}” is ${pounds}`, () => {
    const found = priceIn(text);
    assert.equal(found?.pounds, pounds);
    if (found) assert.equal(found.rest, rest);
  });
}

for (const [asked, placed, expected] of [
  [{}, undefined, "name"],
  [{ q: "a" }, undefined, "fit"],
  [{ near: "a" }, undefined, "near"],
  [{ near: "a" }, false, "name"],
  [{ q: "a", near: "b" }, undefined, "fit"],
  [{ q: "a", sort: "name" }, undefined, "name"],
  [{ sort: "fit" }, undefined, "name"],
  [{ sort: "near" }, undefined, "name"],
  [{ sort: "near", near: "a" }, undefined, "near"],
  [{ sort: "price", q: "a" }, undefined, "price"],
]) {
  test(`${JSON.stringify(asked)}, placed ${placed}, is sorted by ${expected}`, () => {
    assert.equal(sortOf({ ...nothing(), ...asked }, placed), expected);
  });
}

test("the index is needed for what is asked, and not for what is compared", () => {
  assert.equal(asks({ ...nothing(), compare: ["a"], all: ["need"] }), false);
  for (const asked of [{ q: "a" }, { near: "a" }, { sort: "name" }, { chosen: { ...nothing().chosen, age: ["9"] } }]) {
    assert.equal(asks({ ...nothing(), ...asked }), true);
  }
});
