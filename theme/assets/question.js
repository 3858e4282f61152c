// What a reader asks of the finder, and the address that holds it. The address is the only place where it is kept.

/** Groups of which several choices may be made, any of which will do; and those of one choice at most. */
export const MANY = ["need", "stage", "day", "area", "how", "time", "subject", "registered", "standing"];
export const ONE = ["age", "length", "visited", "places", "price"];
export const GROUPS = [...MANY, ...ONE];
/** Groups in which a reader may ask for all of the choices at once, in place of any. */
export const TOGETHER = ["need", "day"];
const SORTS = ["fit", "name", "near", "checked", "price"];
const LONGEST = 120;
export const MOST_TO_COMPARE = 4;

/** The question that asks for everything. */
export function nothing() {
  return {
    q: "",
    near: "",
    sort: "",
    chosen: Object.fromEntries(GROUPS.map((key) => [key, []])),
    all: [],
    compare: [],
  };
}

function words(text) {
  return (text ?? "").replace(/\s+/g, " ").trim().slice(0, LONGEST);
}

/** The question in an address's search part. What an address may not say is left out. */
export function read(search) {
  const given = new URLSearchParams(search);
  const question = nothing();
  question.q = words(given.get("q"));
  question.near = words(given.get("near"));
  question.sort = SORTS.includes(given.get("sort")) ? given.get("sort") : "";
  for (const key of GROUPS) {
    const values = [...new Set(given.getAll(key).map(words).filter(Boolean))];
    question.chosen[key] = ONE.includes(key) ? values.slice(0, 1) : values;
  }
  question.all = TOGETHER.filter((key) => given.getAll("all").includes(key));
  question.compare = [...new Set(given.getAll("compare").map(words).filter(Boolean))].slice(0, MOST_TO_COMPARE);
  return question;
}

/** The search part of an address that holds a question: empty, or with its question mark. */
export function write(question) {
  const given = new URLSearchParams();
  if (question.q) given.set("q", question.q);
  for (const key of GROUPS) for (const value of question.chosen[key]) given.append(key, value);
  for (const key of question.all) given.append("all", key);
  if (question.near) given.set("near", question.near);
  if (question.sort) given.set("sort", question.sort);
  for (const slug of question.compare) given.append("compare", slug);
  const text = given.toString();
  return text ? `?${text}` : "";
}

const PRICE =
  /(?:\b(?:up to|under|below|less than|max|at most|about)\s+)?(?:£\s?(\d{1,4})(?:\s*(?:a|per|\/)\s*day\b)?|\b(\d{2,4})\s*(?:pounds|(?:pounds?\s+)?(?:a|per)\s+day)\b)(?!\d|[.,]\d|\s*(?:an?|per|\/)\s)/i;

/** A price a day among the words of a search: its pounds, the words, and the text without them; null without one. */
export function priceIn(text) {
  const found = PRICE.exec(text);
  if (!found) return null;
  return {
    pounds: String(Number(found[1] ?? found[2])),
    words: found[0].trim(),
    rest: words(text.replace(found[0], " ")),
  };
}

/** The sort of a question: the one that is asked, where it can be, or its own. `placed`: whether distances are known. */
export function sortOf({ q, near, sort }, placed = Boolean(near)) {
  const can = (sort !== "fit" || q) && (sort !== "near" || placed);
  return (can && sort) || (q ? "fit" : placed ? "near" : "name");
}

/** Whether anything is asked that needs the index. */
export function asks(question) {
  return Boolean(question.q || question.near || question.sort || GROUPS.some((key) => question.chosen[key].length));
}
