// How well a provider fits what was asked, where a group of choices asks for any of them: how many it lacks, and in words.
import * as bits from "./bitset.js";
import { FACETS, KEYS } from "./facets.js";
import { asTyped } from "./question.js";

/**
 * How many of the choices that may be met by another a provider lacks.
 * @param {Question} question @param {import("./filter.js").Filter} filter @returns {(number: number) => number}
 */
export function lacking({ chosen, all }, filter) {
  const keys = KEYS.filter((key) => FACETS[key].many && chosen[key].length > 1 && !all.includes(key));
  const sets = keys.flatMap((key) => chosen[key].map((value) => filter.choice(key, value, chosen)));
  return (number) => sets.reduce((lacks, set) => lacks + (bits.has(set, number) ? 0 : 1), 0);
}

/**
 * What of a question one provider meets, what it lacks, and what its description mentions, in words; `having` has the
 * phrases typed, each with what is said of whom who has it: the first that holds is told.
 * @param {number} number @param {Pick<Question, "q" | "chosen">} question @param {import("./filter.js").Filter} filter
 * @param {PhraseProviders[]} having
 */
export function fitOf(number, { q, chosen }, filter, having) {
  /** @type {Fit} */
  const told = [[], [], []];
  for (const [phrase, sayings, mentioned] of having) {
    const says = sayings.find(([, who]) => bits.has(who, number))?.[0];
    const words = says && says !== phrase ? says : asTyped(phrase, q);
    const there = told[says !== undefined ? 0 : bits.has(mentioned, number) ? 2 : 1];
    if (!there.includes(words)) there.push(words);
  }
  for (const key of KEYS) {
    const { row } = FACETS[key];
    for (const value of row ? chosen[key] : [])
      told[bits.has(filter.choice(key, value, chosen), number) ? 0 : 1].push(row?.(value) ?? "");
  }
  return told;
}
