// The query of a reader, and the URL that is its only store.
import { FACETS, KEYS, TOGETHER } from "./facets.js";

/** @type {Sort[]} */
const SORTS = ["fit", "name", "near", "checked", "price"];
const LONGEST = 120;
export const MOST_TO_COMPARE = 4;

/** The question that asks for everything. @returns {Question} */
export function nothing() {
  const chosen = /** @type {Chosen} */ (Object.fromEntries(KEYS.map((key) => [key, /** @type {string[]} */ ([])])));
  return { q: "", near: "", sort: "", chosen, all: [], compare: [] };
}

/** @param {string | null} text */
function words(text) {
  return (text ?? "").replace(/\s+/g, " ").trim().slice(0, LONGEST);
}

/** The question in an address's search part. What an address may not say is left out. @param {string} search */
export function read(search) {
  const given = new URLSearchParams(search);
  const question = nothing();
  question.q = words(given.get("q"));
  question.near = words(given.get("near"));
  question.sort = SORTS.find((sort) => sort === given.get("sort")) ?? "";
  for (const key of KEYS) {
    const values = [...new Set(given.getAll(key).map(words).filter(Boolean))];
    question.chosen[key] = FACETS[key].many ? values : values.slice(0, 1);
  }
  question.all = TOGETHER.filter((key) => given.getAll("all").includes(key));
  question.compare = [...new Set(given.getAll("compare").map(words).filter(Boolean))].slice(0, MOST_TO_COMPARE);
  return question;
}

/** The search part of an address that holds a question: empty, or with its question mark. @param {Question} question */
export function write(question) {
  const given = new URLSearchParams();
  if (question.q) given.set("q", question.q);
  for (const key of KEYS) for (const value of question.chosen[key]) given.append(key, value);
  for (const key of question.all) given.append("all", key);
  if (question.near) given.set("near", question.near);
  if (question.sort) given.set("sort", question.sort);
  for (const slug of question.compare) given.append("compare", slug);
  const text = given.toString();
  return text ? `?${text}` : "";
}

const PRICE =
  /(?:\b(?:up to|under|below|less than|max|at most|about)\s+)?(?:£\s?(\d{1,4})(?:\s*(?:a|per|\/)\s*day\b)?|\b(\d{2,4})\s*(?:pounds|(?:pounds?\s+)?(?:a|per)\s+day)\b)(?!\d|[.,]\d|\s*(?:an?|per|\/)\s)/i;

/**
 * A price a day among the words of a search: its pounds, the words, and the text without them; null without one.
 * @param {string} text
 */
export function priceIn(text) {
  const found = PRICE.exec(text);
  if (!found) return null;
  return {
    pounds: String(Number(found[1] ?? found[2])),
    words: found[0].trim(),
    rest: words(text.replace(found[0], " ")),
  };
}

/** A phrase as the reader typed it in a text. @param {string} phrase @param {string} text */
export function asTyped(phrase, text) {
  return new RegExp(phrase.replaceAll(" ", "[^\\p{L}\\p{N}]+"), "iu").exec(text)?.[0] ?? phrase;
}

/**
 * The sort of a question: the one that is asked, where it can be, or its own. `placed`: whether distances are known.
 * @param {Asked & Pick<Question, "near" | "sort">} question @param {boolean} [placed] @returns {Exclude<Sort, "">}
 */
export function sortOf(question, placed = Boolean(question.near)) {
  const { sort } = question;
  const can = (sort !== "fit" || narrowed(question)) && (sort !== "near" || placed);
  return (can && sort) || (narrowed(question) ? "fit" : placed ? "near" : "name");
}

/** Whether a question has words or choices that one provider may fit better than another. @param {Asked} question */
export function narrowed({ q, chosen }) {
  return Boolean(q || KEYS.some((key) => chosen[key].length));
}

/** Whether anything is asked that needs the index. @param {Question} question */
export function asks(question) {
  return Boolean(question.near || question.sort || narrowed(question));
}
