import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { distance, locate, miles, placeIn } from "../../theme/assets/places.js";

const FILES = {
  "map/index.json": JSON.stringify({
    areas: ["DE", "NG", "SW"],
    exact: ["DE1"],
    towns: [
      ["Derby", 435300, 336200],
      ["Ilkeston", 446400, 341700],
      ["Burton upon Trent", 424600, 323000],
      ["Belper", 434700, 347600],
      ["Bempton", 419000, 472000],
      ["Long Eaton", 449000, 333700],
    ],
  }),
  "sectors/DE.txt": "DE1 43540 33610 1 43500 33600 2 43546 33632 9 43400 33500\nDE12 43100 31200 7 43111 31222",
  "sectors/SW.txt": "SW1A 52950 17990 1 52970 17980\nSW1E 52900 17900 5 52910 17910",
  "exact/DE1.txt": "1AA435000,336000AB10,-20\n2FS435461,336327FT-61,73",
};
let asked = [];
let network = true;
globalThis.document = /** @type {Document} */ ({ baseURI: "https://directory.example/" });
globalThis.fetch = async (address) => {
  const name = String(address).replace("https://directory.example/places/", "");
  asked.push(name);
  if (!network) throw new TypeError("no network");
  return name in FILES ? new Response(FILES[name]) : new Response("", { status: 404 });
};
beforeEach(() => {
  asked = [];
});

test("a network that fails is told, and tried again; each file is fetched once", async () => {
  network = false;
  assert.match((await locate("DE1 2FS", "./")).error, /did not load/);
  network = true;
  for (let run = 0; run < 2; run++) assert.equal((await locate("DE1 2FS", "./")).precision, "postcode");
  assert.deepEqual(asked, ["map/index.json", "map/index.json", "sectors/DE.txt", "exact/DE1.txt"]);
});

for (const [typed, precision, label, easting] of [
  ["DE1 2FS", "postcode", "DE1 2FS", 435461],
  [" de12ft ", "postcode", "DE1 2FT", 435400],
  ["DE1-1AB", "postcode", "DE1 1AB", 435010],
  ["DE1", "outcode", "the middle of DE1", 435400],
  ["de12", "outcode", "the middle of DE12", 431000],
  ["SW1", "outcode", "the middle of SW1", 529500],
  ["DE1 2", "sector", "the middle of DE1 2", 435460],
  ["DE12F", "sector", "the middle of DE1 2", 435460],
  ["SW1A 1AA", "sector", "SW1A 1AA (measured from the middle of SW1A 1)", 529700],
  ["DE1 9ZQ", "sector", "DE1 9ZQ (not in the table, so measured from the middle of DE1 9)", 434000],
  ["derby", "town", "Derby", 435300],
  ["ilkston", "town", "Ilkeston", 446400],
  ["long-eaton", "town", "Long Eaton", 449000],
  ["Burt", "town", "Burton upon Trent", 424600],
]) {
  test(`“${typed}” is ${label}`, async () => {
    const { northing: _, ...found } = await locate(typed, "./");
    assert.deepEqual(found, { easting, label, precision });
  });
}

for (const [typed, says] of [
  ["", /^Give a postcode or a town/],
  ["DE", /more of the postcode than DE/],
  ["DE2 7AA", /no postcode district DE2\. Check DE2 7AA, or give a town/],
  ["DE1 7AA", /begins DE1 7/],
  ["DE1 77", /There is no postcode DE1 77/],
  ["BT1 1AA", /Northern Ireland/],
  ["D02 X285", /not a place known here/],
  ["90210", /such as Derby, Ilkeston or Burton upon Trent/],
  ["be", /“be” is not a place/],
  ["Bexper", /Did you mean|Belper/],
  ["Drby", /is not a place/], // too short to be misspelt
  ["<b>x</b>", /is not a place/],
]) {
  test(`“${typed}” is answered in words`, async () => {
    const { error, label } = await locate(typed, "./");
    assert.match(error ?? label, says);
  });
}

for (const [text, words, rest, near = words] of [
  ["farm near DE1 2FS", "DE1 2FS", "farm"],
  ["DE1 bikes", "DE1", "bikes"],
  ["animals in Long Eaton please", "Long Eaton", "animals please"],
  ["around derby", "derby", ""],
  ["close to de1-2fs, art", "de1-2fs", "art"],
  ["DE1 2", "DE1 2", ""],
  ["art Ilkston", "Ilkston", "art", "Ilkeston"],
  ["SW1", "SW1", ""],
  ["near SW1A", "SW1A", ""],
  // A level, as like as not.
  ["SW1 bricklaying", null],
  ["not in Derby", null],
  // A word that is known, and nearly a town.
  ["belter", null],
  ["nearly farms", null],
]) {
  test(`the place in “${text}” is ${words}`, async () => {
    const known = async (word) => word === "belter";
    assert.deepEqual(await placeIn(text, "./", known), words && { words, near, rest });
  });
}

const HERE = { easting: 0, northing: 0 };
for (const [far, said] of [
  [0.2, "less than a mile"],
  [1, "about 1 mile"],
  [1.6, "about 2 miles"],
  [4.4, "about 4 miles"],
  [120, "about 120 miles"],
]) {
  test(`${far} miles are said with care`, () => {
    assert.equal(distance(HERE, [1609.344 * far, 0])?.words, `${said}`);
    assert.ok(Math.abs(miles(HERE, { easting: 1609.344 * far, northing: 0 }) - far) < 1e-9);
  });
}

const [base, lock] = [
  [19000, 0],
  [0, 9800],
];
const BOTH = ["Base", "Lock"];
for (const [points, sites, days, open, said] of [
  [[...base, ...lock], [BOTH, "Base"], undefined, undefined, "about 6 miles to Lock; about 12 miles to Base"],
  [[...base, ...lock], [BOTH, ""], undefined, undefined, "about 6 miles to Lock"],
  [[...lock, ...base], [BOTH, "Base"], undefined, undefined, "about 6 miles to Base"],
  // The other site has no published address.
  [base, [["Base"], "Home"], undefined, undefined, "about 12 miles to Base"],
  [
    [...base, ...lock],
    [BOTH, "Base"],
    [
      ["Mon", "Base (Mon)"],
      ["Tue", "Lock (Tue)"],
    ],
    (at) => at === 0,
    "about 12 miles to Base (Mon)",
  ],
  [base, 0, undefined, () => false, undefined],
  [[], 0, undefined, undefined, undefined],
]) {
  test(`of ${JSON.stringify(sites)} at ${points} is said: ${said}`, () => {
    assert.equal(distance(HERE, points, sites, days, open)?.words, said);
  });
}
