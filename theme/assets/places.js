// Postcodes and towns as places on the British National Grid, in metres, from small files beside the pages. Nothing is
// loaded before somebody asks, and nothing is asked of another host.
import { counted, listed } from "./figures.js";
import { editDistance, mostEdits } from "./spelling.js";

const FULL = /^([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9])([ABD-HJLNP-UW-Z]{2})$/;
const DISTRICT = /^[A-Z]{1,2}[0-9][A-Z0-9]?$/;
const SECTOR = /^([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9])[ABD-HJLNP-UW-Z]?$/;
const UNIT = /([A-Z]{2})(-?\d+),(-?\d+)/g;
/** @type {Record<string, string>} */
const NOT_HERE = { BT: "Northern Ireland", GY: "Guernsey", JE: "Jersey", IM: "the Isle of Man", BF: "forces post" };
const TENS = 10;
const METRES_A_MILE = 1609.344;

/** @type {Map<string, Promise<string | null>>} */
const loaded = new Map();

/**
 * A file below `places/`, fetched once; null where there is none. Throws where the network fails.
 * @param {string} base @param {string} name
 */
function file(base, name) {
  const address = new URL(`places/${name}`, new URL(base, document.baseURI)).href;
  const known = loaded.get(address);
  if (known) return known;
  const answer = fetch(address).then((found) => {
    if (found.ok) return found.text();
    if (found.status === 404) return null;
    throw new Error(`${found.status}: ${address}`);
  });
  answer.catch(() => loaded.delete(address));
  loaded.set(address, answer);
  return answer;
}

/**
 * What the directory knows of places: towns, the districts found exactly, the map's frame; null without a table.
 * @param {string} base @returns {Promise<PlacesIndex | null>}
 */
export async function placesIndex(base) {
  return JSON.parse((await file(base, "map/index.json")) ?? "null");
}

/**
 * A district's middle and its sectors' by digit, null where there is no such district. `SW1` is where `SW1A` is.
 * @param {string} base @param {string} name @returns {Promise<District | null>}
 */
async function district(base, name) {
  const text = await file(base, `sectors/${name.match(/^[A-Z]+/)?.[0]}.txt`);
  const rows = text?.split("\n") ?? [];
  const parted = new RegExp(`^${name}[A-Z] `);
  const line = rows.find((row) => row.startsWith(`${name} `)) ?? rows.find((row) => parted.test(row));
  if (!line) return null;
  const [easting, northing, ...rest] = line.split(" ").slice(1).map(Number);
  const sectors = new Map();
  for (let at = 0; at < rest.length; at += 3) sectors.set(String(rest[at]), [rest[at + 1] * TENS, rest[at + 2] * TENS]);
  return { middle: [easting * TENS, northing * TENS], sectors };
}

/**
 * Where a full postcode is, from the exact file of its district; null where the file does not hold it.
 * @param {string} text @param {string} sector @param {string} unit
 */
function inShard(text, sector, unit) {
  const line = text.split("\n").find((row) => row.startsWith(sector));
  let place = [0, 0];
  for (const [, letters, east, north] of line?.matchAll(UNIT) ?? []) {
    place = [place[0] + Number(east), place[1] + Number(north)];
    if (letters === unit) return place;
  }
  return null;
}

/** @type {(place: number[], label: string, precision: Place["precision"]) => Place} */
const answer = ([easting, northing], label, precision) => ({ easting, northing, label, precision });

/** @param {PlacesIndex} index */
const orTown = (index) => (index.towns.length ? ", or give a town" : "");

/**
 * @param {string} base @param {PlacesIndex} index @param {string} outer @param {string} sector @param {string} unit
 * @returns {Promise<Place | NoPlace>}
 */
async function postcode(base, index, outer, sector, unit) {
  const known = await district(base, outer);
  const whole = `${outer} ${sector}${unit}`;
  if (!known) return { error: `There is no postcode district ${outer}. Check ${whole}${orTown(index)}.` };
  const exact = index.exact.includes(outer);
  const place = exact && inShard((await file(base, `exact/${outer}.txt`)) ?? "", sector, unit);
  if (place) return answer(place, whole, "postcode");
  const middle = known.sectors.get(sector);
  if (!middle) return { error: `There is no postcode that begins ${outer} ${sector}. Check ${whole}.` };
  const why = exact ? "not in the table, so " : "";
  return answer(middle, `${whole} (${why}measured from the middle of ${outer} ${sector})`, "sector");
}

/** @param {string} base @param {string} outer @param {string} sector */
async function bySector(base, outer, sector) {
  const known = await district(base, outer);
  const middle = known?.sectors.get(sector);
  if (middle) return answer(middle, `the middle of ${outer} ${sector}`, "sector");
  return null;
}

/** @param {string} name */
const plain = (name) =>
  name
    .normalize("NFD")
    .replace(/[\u0300-\u036f'’.]/g, "")
    .replace(/[\s-]+/g, " ")
    .trim()
    .toLowerCase();

/** @param {string[]} words */
const either = (words) => listed(words, "or");

/** @param {PlacesIndex} index @param {string} query */
function town(index, query) {
  const wanted = plain(query);
  const names = index.towns.map(([name, ...place]) => ({ name, place, key: plain(name) }));
  const found = (/** @type {typeof names} */ rows) => answer(rows[0].place, rows[0].name, "town");
  const same = names.filter((row) => row.key === wanted);
  if (same.length) return found(same);
  const begun = wanted.length > 2 ? names.filter((row) => row.key.startsWith(wanted)) : [];
  if (begun.length === 1) return found(begun);
  if (begun.length) return { error: `Several towns begin so: ${either(begun.slice(0, 6).map((row) => row.name))}.` };
  // Of short names too many are an edit apart.
  const limit = wanted.length < 5 ? 0 : mostEdits(wanted.length);
  const near = names
    .map((row) => ({ ...row, far: editDistance(wanted, row.key, limit) }))
    .filter((row) => row.far <= limit);
  near.sort((a, b) => a.far - b.far);
  if (near.length && near[0].far < (near[1]?.far ?? Infinity)) return found(near);
  if (near.length) return { error: `Did you mean ${either(near.map((row) => row.name))}?` };
  return null;
}

/**
 * A place for what somebody typed, or `{error}` in words for them.
 * @param {string} query @param {string} base @returns {Promise<Place | NoPlace>}
 */
export async function locate(query, base) {
  const typed = String(query).replace(/\s+/g, " ").trim();
  try {
    const index = await placesIndex(base);
    if (!index) throw new Error("no table");
    if (!typed) return { error: `Give a postcode${index.towns.length ? " or a town" : ""}.` };
    return (await asPostcode(base, index, typed.toUpperCase())) ?? town(index, typed) ?? nowhere(index, typed);
  } catch {
    return { error: "The postcodes did not load. Check your connection and try again." };
  }
}

/** @param {string} base @param {PlacesIndex} index @param {string} typed */
async function asPostcode(base, index, typed) {
  const code = typed.replace(/[^A-Z0-9 ]/g, "");
  const tight = code.replaceAll(" ", "");
  const area = /^[A-Z]{1,2}(?=[0-9])/.exec(tight)?.[0];
  if (area && NOT_HERE[area]) {
    return { error: `${area} postcodes (${NOT_HERE[area]}) are not in the table, which covers Great Britain.` };
  }
  if (area && !index.areas.includes(area)) return null;
  const full = FULL.exec(tight);
  if (full) return postcode(base, index, full[1], full[2], full[3]);
  if (DISTRICT.test(tight) && !/ \d/.test(code)) {
    const known = await district(base, tight);
    if (known) return answer(known.middle, `the middle of ${tight}`, "outcode");
  }
  const sector = SECTOR.exec(code) ?? SECTOR.exec(tight);
  const found = sector && (await bySector(base, sector[1], sector[2]));
  if (found) return found;
  return area ? { error: `There is no postcode ${typed}. Check it${orTown(index)}.` } : null;
}

/** @param {PlacesIndex} index @param {string} typed */
function nowhere(index, typed) {
  if (/^[A-Za-z]{1,2}$/.test(typed) && index.areas.includes(typed.toUpperCase())) {
    return { error: `Type more of the postcode than ${typed.toUpperCase()}: the part before the space at least.` };
  }
  const some = index.towns.slice(0, 3).map(([name]) => name);
  const towns = some.length ? `, or a town in this directory such as ${either(some)}` : "";
  return { error: `“${typed.slice(0, 40)}” is not a place known here. Give a postcode of Great Britain${towns}.` };
}

/** The most words of a place's name that are looked for in a search. */
const MOST_WORDS = 4;
/** What stands before a place, and says that it is one. */
const BEFORE = /^(near|nearest|in|at|around|from|to|by|close|of|postcode)$/i;
/** The fewest letters of a town's name that is taken to be misspelt. */
const LONG = 5;

/**
 * A postcode or a town of the directory among the words of a search, and the text without it; null without one. A word
 * that is `known` to mean something else is no town that is misspelt.
 * @param {string} text @param {string} base @param {(word: string) => Promise<boolean>} known
 * @returns {Promise<Found | null>}
 */
export async function placeIn(text, base, known) {
  const index = await placesIndex(base);
  if (!index) return null;
  const all = text.split(/[\s,;]+/).filter(Boolean);
  /** @type {(at: number, many: number) => { said: string, before: number }} */
  const part = (at, many) => {
    let before = at;
    while (before > 0 && BEFORE.test(all[before - 1])) before -= 1;
    return { said: all.slice(at, at + many).join(" "), before };
  };
  /** @type {(at: number, many: number, near: string) => Found} */
  const found = (at, many, near) => {
    const { said, before } = part(at, many);
    return { words: said, near, rest: [...all.slice(0, before), ...all.slice(at + many)].join(" ") };
  };
  for (let many = Math.min(MOST_WORDS, all.length); many > 0; many--) {
    for (let at = 0; at + many <= all.length; at++) {
      const { said, before } = part(at, many);
      if (/^(not?|except|never)$/i.test(all[before - 1] ?? "")) continue;
      if (isPlace(said, index, before < at || many === all.length)) return found(at, many, said);
    }
  }
  for (const [at, word] of all.entries()) {
    const near = word.length < LONG ? [] : misspelt(word, index);
    if (near.length === 1 && !(await known(plain(word)))) return found(at, 1, near[0]);
  }
  return null;
}

/** The towns whose names a word nearly is. @param {string} word @param {PlacesIndex} index */
function misspelt(word, index) {
  const wanted = plain(word);
  const limit = mostEdits(wanted.length);
  const far = (/** @type {string} */ name) => editDistance(wanted, plain(name), limit);
  return index.towns.map(([name]) => name).filter((name) => far(name) > 0 && far(name) <= limit);
}

/**
 * Whether words are a place. `alone`: they say nothing else, or a word before them says that they are one. Part of a
 * postcode elsewhere than in the directory's own districts may be another thing: the level L2.
 * @param {string} said @param {PlacesIndex} index @param {boolean} alone
 */
function isPlace(said, index, alone) {
  const tight = said.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const area = /^[A-Z]{1,2}(?=[0-9])/.exec(tight)?.[0];
  if (area && index.areas.includes(area)) {
    if (FULL.test(tight)) return true;
    const [district] =
      /^[A-Z]{1,2}[0-9][A-Z0-9]?(?= |$)/.exec(said.toUpperCase()) ?? SECTOR.exec(tight)?.slice(1) ?? [];
    if (district && (alone || index.exact.includes(district)) && (DISTRICT.test(tight) || SECTOR.test(tight)))
      return true;
  }
  return index.towns.some(([name]) => plain(name) === plain(said));
}

/** The straight line between two places, in miles. @param {Point} a @param {Point} b */
export function miles(a, b) {
  return Math.hypot(a.easting - b.easting, a.northing - b.northing) / METRES_A_MILE;
}

/**
 * How far a provider is: `least`, in miles, and its `words`; null where no place of it is known. `points` are an
 * easting and a northing in turn. Where it has several `sites` ([their names, the one that its approval is of]), every
 * distance says to which: to the nearest, and to that one. Where they differ in their `days`, the words say when each
 * is open. Only those that are `open`, by their place in turn, are looked at.
 * @param {Point} from @param {number[]} points @param {Sites | 0 | undefined} sites
 * @param {SiteDays[] | undefined} days @param {(place: number) => boolean} [open]
 */
export function distance(from, points, sites, days, open = () => true) {
  const [names, approved] = sites || [[], ""];
  /** @type {{ away: number, name: string, label: string }[]} */
  const all = [];
  for (let at = 0; at < points.length; at += 2) {
    const name = names[at / 2] ?? "";
    const away = miles(from, { easting: points[at], northing: points[at + 1] });
    if (open(at / 2)) all.push({ away, name, label: days?.[at / 2]?.[1] ?? name });
  }
  if (!all.length) return null;
  all.sort((one, other) => one.away - other.away);
  const told = all.filter(({ name }, at) => at === 0 || (name && name === approved && name !== all[0].name));
  const words = told.map(({ away, label }) => inWords(away) + (label && ` to ${label}`));
  return { least: all[0].away, words: words.join("; ") };
}

/** A distance for the eye: never more exact than a straight line deserves. @param {number} distance */
function inWords(distance) {
  if (distance < 1) return "less than a mile";
  return `about ${counted(Math.round(distance), "mile")}`;
}
