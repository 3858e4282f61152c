import assert from "node:assert/strict";
import { test } from "node:test";
import { editDistance, fit, matching, mostEdits, negations, same, words } from "../../theme/assets/spelling.js";
import { random } from "./random.js";

/** The textbook's table: optimal string alignment. */
function textbook(one, other) {
  const rows = Array.from({ length: one.length + 1 }, (_, row) => [row]);
  for (let at = 0; at <= other.length; at++) rows[0][at] = at;
  for (let row = 1; row <= one.length; row++) {
    for (let at = 1; at <= other.length; at++) {
      const change = one[row - 1] === other[at - 1] ? 0 : 1;
      rows[row][at] = Math.min(rows[row - 1][at] + 1, rows[row][at - 1] + 1, rows[row - 1][at - 1] + change);
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) {
        rows[row][at] = Math.min(rows[row][at], rows[row - 2][at - 2] + 1);
      }
    }
  }
  return rows[one.length][other.length];
}

test("edit distance is the textbook's, up to its limit", () => {
  const chance = random(3);
  const word = () => Array.from({ length: chance.below(8) }, () => chance.one("abc")).join("");
  for (let run = 0; run < 500; run++) {
    const [one, other] = [word(), word()];
    const right = textbook(one, other);
    for (const limit of [0, 1, 2, 3]) {
      const found = editDistance(one, other, limit);
      assert.equal(right <= limit ? found : found > limit, right <= limit ? right : true, `${one} ${other} ${limit}`);
    }
  }
});

test("short words may have no edit, long ones two", () => {
  assert.deepEqual([1, 3, 4, 7, 8, 20].map(mostEdits), [0, 0, 1, 1, 2, 2]);
});

for (const [text, expected] of [
  ["Café, “Zoë’s” o'clock", ["cafe", "zoes", "oclock"]],
  ["Key stage 4 & KS3", ["key", "stage", "4", "ks3"]],
  ["plain words-only, a.b", ["plain", "words", "only", "a", "b"]],
  ["", []],
  ["…", []],
]) {
  test(`the words of ${JSON.stringify(text)}`, () => assert.deepEqual(words(text), expected));
}

for (const [text, expected] of [
  ["no animals", [[0, 1]]],
  ["farm not any dogs or cats please", [[1, 5]]],
  ["without a car nor bike", [[0, 4]]],
  ["not suitable for wheelchairs", [[0, 3]]],
  ["not", []],
  ["animals", []],
  ["non school", []],
]) {
  test(`what “${text}” does not want`, () => {
    assert.deepEqual(
      negations(words(text), (word, next) => word === "non" && next === "school"),
      expected,
    );
  });
}

for (const [typed, word, expected] of [
  ["farm", "farms", true],
  ["farms", "farm", true],
  ["box", "boxes", true],
  ["pony", "ponies", true],
  ["pony", "ponys", true],
  ["farm", "farmer", false],
  ["day", "dayies", false],
]) {
  test(`${typed} and ${word} are ${expected ? "" : "not "}the same`, () => {
    assert.equal(same(typed, word), expected);
    assert.equal(same(word, typed), expected);
  });
}

for (const [typed, word, expected] of [
  ["auti", "autism", 2],
  ["atuism", "autism", 1],
  ["autsim", "autism", 1],
  ["auxism", "autumn", 0],
  // Another first letter, or another letter of a short word, makes another word.
  ["mutism", "autism", 0],
  ["elsa", "ebsa", 0],
  ["uatism", "autism", 1],
  ["esba", "ebsa", 1],
  ["car", "cat", 0],
  ["mtor", "motor", 1],
  ["constuct", "construction", 1],
  ["hairdresing", "hairdressing", 1],
]) {
  test(`${typed} fits ${word}: ${expected}`, () => assert.equal(fit(typed, word), expected));
}

for (const [typed, known, right, expected] of [
  ["bars", ["cars", "bark", "barns"], false, ["barns"]],
  ["cars", ["cars", "care"], false, ["cars"]],
  ["mtor", ["motor"], false, ["motor"]],
  ["mtor", ["motor"], true, []],
  ["motro", ["motor", "metro"], false, ["motor", "metro"]],
  ["ponies", ["pony"], false, ["pony"]],
]) {
  test(`${typed} means ${expected} among ${known}`, () => assert.deepEqual(matching(typed, known, right), expected));
}
