// Validation of fields, in words for the officer: rules of the check that need one record alone.
//
// Their lists, patterns and messages are the checker's: generator/apdir/editor/words.py writes them into words.js.
import { faultsOf } from "./description.js";
import { isAPlace, mailFault, personFault, proseOf, roleFault } from "./people.js";
import { BODY, SOURCE } from "./record.js";
import { orderFault, unfinishedFault } from "./visit.js";
import * as words from "./words.js";

const placeholders = new Set(words.placeholders);
const longest = Math.max(...words.placeholders.map((text) => text.length));
/** Signs before and behind the words of a line, as `same` of generator/apdir/placeholders.py leaves them out. */
const MARKS = /^[\s>#*_~`\\"“”+.…-]+|[\s>#*_~`\\"“”+.…-]+$/g;
const leftOver = new RegExp(...words.sentence);
const toWrite = new RegExp(...words.toWrite);
const dashes = new RegExp(...words.dashes);
const hidden = new RegExp(...words.hidden);
const unseen = new RegExp(...words.unseen);
const quoted = new RegExp(...words.quoted);
const markup = new RegExp(...words.markup);
/** Whether a path is that of a field of a kind: `is.roles.providers("contact.role")`. */
const is = Object.fromEntries(Object.entries(words.places).map(([kind, sorts]) => [kind, pathsOf(sorts)]));
/** Paths of the names of a provider's places and programmes. */
const PLACES = /^(?:name|sites\.\d+\.(?:name|address\.\d+)|serves\.\d+|offer\.programmes\.\d+\.name)$/;
/** Paths of a visit's answers to a form. */
const ANSWERS = /^(?:header|pre_visit)\./;
/** Where what belongs there is told by another rule. */
const SAID = /^judgements\./;
/** Days that need not have come. */
const AHEAD =
  /^(?:dates\.public_liability_expires|notice\..+|improvement_plan\.\d+\.by|evidence\.\d+\.expires|next_visit)$/;
const national = new RegExp(...words.national);
const other = words.alphabets.map((name) => `\\p{Script=${name[0]}${name.slice(1).toLowerCase()}}`).join("");
const mixed = new RegExp(`(?=\\p{L}*\\p{Script=Latin})(?=\\p{L}*[${other}])\\p{L}+`, "u");
const noNames = new Set(words.noNames);
const noReasons = new Set(words.noReasons);

/**
 * The first rule that a value breaks, in words; undefined where it breaks none. `record` has every value by its path.
 * @param {string} collection @param {string} path @param {string | undefined} value @param {FlatRecord} record
 */
export function faultIn(collection, path, value, record) {
  const sort = /** @type {RecordSort} */ (collection.split("-")[0]);
  for (const rule of rules) {
    const fault = rule(sort, path, value, record);
    if (fault) return fault;
  }
  return undefined;
}

/** @type {((sort: RecordSort, path: string, value: string | undefined, record: FlatRecord) => Fault | "")[]} */
const rules = [
  (sort, path, value) => {
    const none =
      sort === "visits" && /^details\.[^.]+\.not_applicable$/.test(path) && noReasons.has(bare(value).toLowerCase());
    return (
      none && "There is no reason why this does not apply. Write the reason, such as: no specialist equipment is used."
    );
  },
  (sort, path, value) => typeof value === "string" && value && !SAID.test(path) && unsaidFault(sort, path, value),
  (sort, path, value) => {
    const found = typeof value === "string" && (hidden.test(value) || (is.lines[sort](path) && unseen.test(value)));
    return found && "There is an invisible character here: type the line again.";
  },
  (sort, path, value) => is.roles[sort](path) && roleFault(String(value ?? "")),
  (sort, path, value) => {
    const text = String(value ?? "").trim();
    return (
      is.lines[sort](path) &&
      quoted.test(text) &&
      `${text} stands in quotation marks. Take them out: ${text.slice(1, -1).trim()}.`
    );
  },
  (sort, path, value) =>
    (is.texts[sort](path) || is.lines[sort](path) || ANSWERS.test(path)) && markupFault(String(value ?? "")),
  (sort, path, value) => is.phones[sort](path) && phoneFault(String(value ?? "").trim()),
  // A visit does not hold the name and the places of its provider, which the check takes for nobody's.
  (sort, path, value, record) => sort === "providers" && typeof value === "string" && namedFault(path, value, record),
  (sort, path, value, record) => {
    // What was so before is not asked about again: some have no other address.
    const asked =
      sort === "providers" && path === "contact.email" && Boolean(value) && !record[SOURCE]?.includes(value ?? "");
    return asked && ![record["contact.business"], record.sole_trader].includes("yes") && mailFault(value ?? "");
  },
  (sort, path, value) => sort === "providers" && /^(?:sites\.\d+\.)?name$/.test(path) && nameFault(String(value ?? "")),
  (sort, path, value, record) =>
    sort === "providers" &&
    /^sites\.\d+\.(?:postcode|near)$/.test(path) &&
    placeFault(path, String(value ?? ""), record),
  (_sort, path, value) => {
    if (path !== BODY || !value || value.trim().length <= words.longestDescription) return undefined;
    const [has, most] = [value.trim().length, words.longestDescription].map((number) => number.toLocaleString("en-GB"));
    return `The description has ${has} characters; ${most} is the most. Say it shorter, or give the address of a page that says the rest.`;
  },
  (_sort, path, value) => path === BODY && value && globalThis.marked && faultsOf(value).join(" "),
  (sort, path, value, record) =>
    is.days[sort](path) && /^\d+-/.test(value ?? "") && dayFault(path, value ?? "", record),
  (sort, path, value, record) => value && orderFault(sort, path, value, record),
  (sort, path, value, record) => sort === "visits" && unfinishedFault(path, value ?? "", record),
  (sort, path, value, record) =>
    sort === "providers" &&
    missing[path]?.(bare(value), (...paths) => paths.some((name) => bare(record[name])), record),
];

/** @param {RecordSort} sort @param {string} path @param {string} value */
function unsaidFault(sort, path, value) {
  const begun = path === BODY && words.starts.includes(same(value));
  if (begun || value.split("\n").some(isPlaceholder) || leftOver.test(value)) return words.unsaid;
  // Of a visit, a dash is nothing and `none` may be what was found.
  const nothing = dashes.test(value.trim()) || words.nothing.includes(withoutBrackets(same(value)));
  return path !== BODY && nothing && (sort === "providers" || !/\p{L}/u.test(value)) && words.unsaid;
}

/** @param {string} text */
function isPlaceholder(text) {
  if (toWrite.test(text) || /lorem ipsum/i.test(text)) return true;
  return text.length <= 2 * longest && (placeholders.has(same(text)) || placeholders.has(withoutBrackets(same(text))));
}

/** @param {string} text */
function same(text) {
  return text.replaceAll("’", "'").trim().split(/\s+/).join(" ").replace(MARKS, "").toLowerCase();
}

/** @param {string} text */
function withoutBrackets(text) {
  const signs = [...text];
  while (signs.length && words.brackets.includes(signs[0])) signs.shift();
  while (signs.length && words.brackets.includes(signs[signs.length - 1])) signs.pop();
  return signs.join("");
}

/** @param {string} text */
function markupFault(text) {
  const found = markup.exec(text)?.[0];
  if (found?.endsWith(")"))
    return `“${found}” would be shown with its signs. Write the words, and the address behind them.`;
  return found && `“${found}” is HTML, and would be shown as it is. ${words.plainWords}`;
}

/** @param {string} path @param {string} value @param {FlatRecord} record */
function namedFault(path, value, record) {
  if (is.placed.providers(path) && isAPlace(value)) return undefined;
  if (is.publicLines.providers(path)) return personFault(value, [String(record.name ?? "")]);
  if (path !== BODY && !is.publicTexts.providers(path)) return undefined;
  const places = Object.keys(record)
    .filter((place) => PLACES.test(place))
    .map((place) => record[place] ?? "");
  return personFault(path === BODY ? proseOf(value) : value, [...words.areas, ...places]);
}

/** @param {string} text */
function phoneFault(text) {
  if (!text || isPhone(text)) return undefined;
  const near = [text, text.replace(/[Oo]/g, "0").replace(/[Il]/g, "1")]
    .flatMap((way) => [way, `0${way}`, `+${way}`])
    .find((way) => /^(?:0[1-9]|\+44)/.test(way) && isPhone(way));
  if (near) return `“${text}” is not a telephone number. Did you mean ${near}?`;
  const figures = text.replace(/\D/g, "");
  if (/^0(?!0)/.test(figures) && figures.length > 6 && figures.length !== 11 && /^[\d\s()+.–-]*$/.test(text)) {
    return `This number has ${figures.length} digits, which is too ${figures.length < 11 ? "few" : "many"}: nearly every number here has 11.`;
  }
  return `“${text}” is not a telephone number. Write the whole number with its area code, like 01632 960123.`;
}

/**
 * Whether a text is a whole number: of this country, with its zero, or of another with its code.
 * @param {string} text
 */
function isPhone(text) {
  const number = text.replace(/,? ?(?:ext|extension|x)\.? ?\d{1,5}$/i, "");
  if (!/^[+\d(][\d ()+.–-]*$/.test(number)) return false;
  const figures = number.replace(/[^\d+]/g, "");
  const home = /^(?:\+|00)440?|^0/.exec(figures);
  if (home && !/^00(?!44)/.test(figures)) return national.test(figures.slice(home[0].length));
  if (/^\+/.test(figures) && national.test(figures.slice(1))) return false; // its zero became a plus
  return /^(?:\+|00)[1-9]\d{7,14}$/.test(figures);
}

/** @param {string} name */
function nameFault(name) {
  if (!name.trim()) return undefined;
  if (!/[\p{L}\p{N}]/u.test(name)) return "This name has no letter or digit. Write what it is called.";
  if (noNames.has(name.replace(/^[ .?[\]()]+|[ .?[\]()]+$/g, "").toLowerCase()))
    return "This is no name yet. Write what it is called.";
  const word = mixed.exec(name);
  return (
    word !== null &&
    `“${word[0]}” is written in the letters of two alphabets, so it can be taken for another name. Type it again in plain letters.`
  );
}

/**
 * Why no distance can be worked out from a site; whether a postcode is in the table, and near, is left to the check.
 * @param {string} path @param {string} value @param {FlatRecord} record
 */
function placeFault(path, value, record) {
  const elsewhere = words.elsewhere[/^\s*([A-Z]{1,2})\d/i.exec(value)?.[1].toUpperCase() ?? ""];
  const [site, name] = [path.slice(0, path.lastIndexOf(".")), path.split(".").at(-1)];
  const places = Object.keys(record)
    .filter((place) => /^offer\.delivery\.\d/.test(place))
    .map((place) => record[place]);
  const anywhere = places.length > 0 && places.every((place) => place === "online" || place === "pupil's home");
  if (!elsewhere || anywhere || record[`${site}.far`] === "yes" || (name === "postcode" && record[`${site}.near`]))
    return undefined;
  return `The table of postcodes leaves out ${elsewhere}, so no distance can be worked out from this site. Check its letters. If it is right, say Yes at Far.`;
}

/** @param {string} path @param {string} value @param {FlatRecord} record */
function dayFault(path, value, record) {
  const year = Number(value.split("-")[0]);
  const [first, last] = words.years;
  if (year < first || year > last) return `The year ${year} cannot be right. Check the year.`;
  // In Sweden's way of writing days, which is that of records, in the time of the officer's place.
  const planned = record.state === "planned" && path === "date";
  const ahead = !planned && !AHEAD.test(path) && value > new Date().toLocaleDateString("sv-SE");
  const plan = path === "date" ? " For a visit that is still to come, choose the state planned." : "";
  return ahead && `This day is in the future. Check the year and the month.${plan}`;
}

/**
 * What a record lacks, told beside the field that asks for it. `has` says whether any of some fields is filled in.
 * @type {Record<string, (value: string, has: (...paths: string[]) => boolean, record: FlatRecord) => Fault>}
 */
const missing = {
  status(status, has) {
    if (status === "listed" && has("status_date", "public_notice")) {
      return "A provider that is listed has no date of its status and no public notice. Take them out, or change the status.";
    }
    if (status && status !== "listed" && !(has("status_date") && has("public_notice"))) {
      return `A provider that is ${status} needs a date (Status since) and a public notice. Say since when, and what schools are to be told.`;
    }
    return undefined;
  },
  "registration.status"(status, has) {
    if (status === "registered" && !(has("registration.urn") && has("registration.dfe_number"))) {
      return "A registered school needs its URN and its DfE number. Look it up in Get Information about Schools and add them.";
    }
    if (status === "unregistered" && has("registration.urn", "registration.dfe_number")) {
      return "An unregistered provider cannot have a URN or DfE number. Say that it is registered, or take the numbers out.";
    }
    return undefined;
  },
  "contact.email"(_, has) {
    const ways = ["contact.phone", "contact.email", "contact.website"];
    return (
      !has(...ways) && "There is no way to reach this contact. Add a telephone number, an email address or a website."
    );
  },
  "offer.key_stages"(_, has, record) {
    const some = Object.keys(record).some((path) => /^offer\.(?:key_stages|ages)\./.test(path) && has(path));
    return !some && "The offer does not say for whom it is. Choose key stages, or give ages.";
  },
  "offer.delivery"(_, has, record) {
    const some = Object.keys(record).some((path) => path.startsWith("offer.delivery.") && has(path));
    return !some && "The offer does not say where it happens. Choose it here.";
  },
};

/** @param {string | undefined} value */
function bare(value) {
  return String(value ?? "").replace(/^[. ]+|[. ]+$/g, "");
}

/** @param {Record<RecordSort, string>} sources */
function pathsOf(sources) {
  return Object.fromEntries(
    Object.entries(sources).map(([sort, source]) => [
      sort,
      (/** @type {string} */ path) => new RegExp(source).test(path),
    ]),
  );
}
