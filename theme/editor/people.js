// Whether a text says a role, and whether it names a person: rules of role_words.py, role.py and people.py below
// generator/apdir/model/.
//
// The lists and patterns are theirs; test_roles.py and test_people.py below tests/unit/ hold the two to the same cases.
import { letters, people as words } from "./words.js";

const listed = Object.fromEntries(Object.entries(words.lists).map(([name, list]) => [name, new Set(list)]));
listed.firstNames = new Set([...listed.onlyNames, ...listed.alsoWords]);
const is = Object.fromEntries(
  Object.entries(words.patterns).map(([name, [source, flags]]) => [name, new RegExp(source, flags)]),
);
/** @type {(pattern: RegExp) => RegExp} */
const all = (pattern) => new RegExp(pattern.source, `${pattern.flags}g`);
/** @type {(text: string) => boolean} */
const isSmall = (text) => text === text.toLowerCase() && text !== text.toUpperCase();
/** @type {(text: string) => boolean} */
const isLarge = (text) => text === text.toUpperCase() && text !== text.toLowerCase();

/** The fault of a text where a role is asked for; undefined where there is none. @param {string} text */
export function roleFault(text) {
  const line = text.trim().split(/\s+/).join(" ");
  if (!line) return undefined;
  if (namesAPerson(line)) return words.person;
  return namesARole(line) ? undefined : words.noRole;
}

/**
 * The fault of a text that everybody reads; `known` are texts whose words are no people's.
 * @param {string} text @param {string[]} known
 */
export function personFault(text, known) {
  const others = known.join(" ").toLowerCase().match(all(is.word)) ?? [];
  return namesSomebody(text, new Set(others.flatMap((word) => [word, word.split(/['’]/)[0]])))
    ? words.named
    : undefined;
}

/**
 * Whether a place's name has one word beside what it is: `is_a_place` of generator/apdir/rules/person.py.
 * @param {string} text
 */
export function isAPlace(text) {
  return text.split(/\s+/).filter((word) => word && !isThing(word.toLowerCase())).length === 1;
}

/** The words of a description, without where its links lead and the signs of emphasis. @param {string} text */
export function proseOf(text) {
  return text.replace(all(is.links), (link, inner) => inner.padEnd(link.length)).replace(/[*_~`]/g, " ");
}

/** @param {string} text @param {Set<string>} known */
function namesSomebody(text, known) {
  const named = [...text.matchAll(all(is.named))].some(
    ({ 1: given, 2: name, 3: more, 4: place, index }) =>
      listed.firstNames.has(given.toLowerCase()) &&
      !isNoSurname(name) &&
      !known.has(name.toLowerCase()) &&
      !more &&
      !place &&
      !/(?:St|St\.|Saint) $/.test(text.slice(0, index)),
  );
  const alone = [...text.matchAll(all(is.alone))].some(({ 1: given, index }) => {
    const before = text.slice(Math.max(0, index - 40), index);
    const name = given.toLowerCase();
    const free = is.asks.test(before) || !is.placed.test(before) || isRole(before.trim().split(/\s+/).at(-1) ?? "");
    return free && listed.onlyNames.has(name) && !known.has(name);
  });
  const beside = words.beside.some(([source, flags]) =>
    [...text.matchAll(new RegExp(source, `${flags}g`))].some((match) => canBeAPerson(match[1], known)),
  );
  return hasTitle(text) || named || alone || beside;
}

/** Whether none of the words of a name says what else it is. @param {string} name @param {Set<string>} known */
function canBeAPerson(name, known) {
  return !name.split(/\s+/).some((written) => {
    const word = written.toLowerCase().replace(/^\.+|\.+$/g, "");
    return listed.others.has(word) || known.has(word) || (word.length > 1 && (isOfAThing(word) || namesARole(word)));
  });
}

/**
 * Whether an address looks like a person's: `is_a_persons` of generator/apdir/rules/person.py.
 * @param {string} address
 */
export function mailFault(address) {
  const [box, host = ""] = address.trim().toLowerCase().split("@");
  const parts = box.split(/[._+-]|\d+/).filter(Boolean);
  if (!parts.length || parts.some((part) => listed.offices.has(part) || isOfAThing(part) || namesARole(part)))
    return undefined;
  const site = host.replaceAll("-", "");
  const persons =
    parts.length === 1
      ? listed.firstNames.has(parts[0])
      : parts.length <= 3 && !parts.some((part) => part.length > 3 && site.includes(part));
  return persons ? words.mail : undefined;
}

/** @param {string} text */
function namesARole(text) {
  const written = text.split(is.place)[0].match(all(is.word)) ?? [];
  const small = written.map((word) => word.toLowerCase());
  if (small.some(isRole)) return true;
  if (words.more.some((phrase) => standsIn(phrase.toLowerCase().match(all(is.word)) ?? [], small))) return true;
  const alone = small.filter((word) => !["the", "a", "an"].includes(word)).length === 1;
  return written.some(
    (word) => (isSmall(word) || alone) && one(word.toLowerCase()).some((form) => listed.trades.has(form)),
  );
}

/** @param {string[]} phrase @param {string[]} small */
function standsIn(phrase, small) {
  return (
    phrase.length > 0 &&
    small.some((_, at) => phrase.every((word, place) => small[at + place] && one(small[at + place]).includes(word)))
  );
}

/** @param {string} word @returns {boolean} */
function isRole(word) {
  return one(word.toLowerCase()).some(
    (form) => listed.roles.has(form) || words.endings.some((ending) => form.endsWith(ending)),
  );
}

/** @param {string} word */
function isThing(word) {
  return one(word.toLowerCase()).some((form) => listed.things.has(form));
}

/** A word, and what it may be the plural of. @param {string} word */
function one(word) {
  const forms = [word, word.replace(/s$/, ""), word.replace(/’s$/, "").replace(/'s$/, "")];
  if (/(?:s|x|ch|sh)es$/.test(word)) forms.push(word.slice(0, -2));
  if (word.endsWith("ies")) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith("men")) forms.push(`${word.slice(0, -3)}man`);
  return forms;
}

/** @param {string} text */
function namesAPerson(text) {
  const small = is.titledSmall.exec(text)?.[1];
  if (hasTitle(text) || (small && !isOfAThing(small)) || text.includes("@") || is.welsh.test(text)) return true;
  return text.split(is.between).some((piece) => isName(plain(piece).replace(/^[ ."'*_]+|[ ."'*_]+$/g, "")));
}

/** @param {string} text */
function hasTitle(text) {
  return [...text.matchAll(all(is.titled))].some(([, name, large]) =>
    name === undefined ? !isOfAThing(large) : !isNoSurname(name),
  );
}

/** @param {string} name */
function isOfAThing(name) {
  return isRole(name) || isNoSurname(name);
}

/** @param {string} word */
function isNoSurname(word) {
  return isThing(word) || listed.matters.has(word.toLowerCase()) || /['’]s$/.test(word);
}

/**
 * Whether a piece of text, in plain letters, names a person: at its beginning, or behind a role.
 * @param {string} piece
 */
function isName(piece) {
  const initials = is.initials.exec(piece);
  const parts = piece.split(/\s+/).filter(Boolean);
  if (initials && isSurname(piece.slice(initials[0].length).split(/\s+/).filter(Boolean))) return true;
  const oneCase = isSmall(piece) || isLarge(piece);
  return parts.some((word, at) => {
    const follows =
      at === 0 || (isLarge(word[0]) && (listed.before.has(parts[at - 1].toLowerCase()) || isRole(parts[at - 1])));
    return follows && beginsWithAName(parts.slice(at), oneCase);
  });
}

/** @param {string[]} words @param {boolean} oneCase */
function beginsWithAName([given, ...rest], oneCase) {
  const name = given.toLowerCase().replace(/'s$/, "");
  const known = listed.firstNames.has(name) || listed.firstNames.has(name.split("-")[0]);
  if (!(known || listed.wordsFirst.has(name)) || (isLarge(given) && !oneCase)) return false;
  if (name !== given.toLowerCase()) return rest.length > 0 && (isSmall(rest[0][0]) || !isThing(rest[0]));
  while (rest.length && is.middle.test(rest[0])) rest.shift();
  if (!rest.length) return known && !isLarge(given);
  if (listed.subjects.has(name) && rest.some(isRole)) return false;
  if (isRole(rest[0]) && !isThing(rest[0])) return known || isLarge(rest[0][0]);
  return listed.behind.has(rest[0].toLowerCase()) || isSurname(rest, oneCase);
}

/**
 * Whether words begin with one or two that may be surnames, with a role or nothing more behind.
 * @param {string[]} parts @param {boolean} [oneCase]
 */
function isSurname(parts, oneCase = false) {
  for (const [size, word] of parts.entries()) {
    if (/(?:'s|s')$/.test(word)) {
      const next = parts[size + 1];
      return (oneCase || isLarge(word[0])) && next !== undefined && (isSmall(next) || !isThing(next));
    }
    if (isThing(word)) return false;
    if (size && (listed.behind.has(word.toLowerCase()) || isRole(word))) return true;
    if (size === 2 || isRole(word) || !is.name.test(word) || !(oneCase || isLarge(word[0]))) return false;
  }
  return parts.length > 0 && !listed.matters.has(parts[parts.length - 1].toLowerCase());
}

/** @param {string} text */
function plain(text) {
  return [...text].map((letter) => letters[letter] ?? letter).join("");
}
