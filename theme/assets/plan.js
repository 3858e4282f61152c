// A placement as it is planned: what the rules say of it. generator/apdir/summary/plan.py does the same by the same table,
// and a test holds the two together. Nothing is sent, and nothing is kept.
import { listed } from "./figures.js";

export const DAYS = { Mon: "Monday", Tue: "Tuesday", Wed: "Wednesday", Thu: "Thursday", Fri: "Friday" };
const HALVES = { am: "morning", pm: "afternoon" };
export const SESSIONS = Object.keys(DAYS).flatMap((day) => Object.keys(HALVES).map((half) => `${day} ${half}`));
/** @type {[stage: string, first: number, last: number][]} */
const STAGES = [
  ["KS1", 1, 2],
  ["KS2", 3, 6],
  ["KS3", 7, 9],
  ["KS4", 10, 11],
  ["KS5", 12, 13],
];
const MONTHS = "January February March April May June July August September October November December".split(" ");
/** Weeks for which a placement is looked at whose end is open. */
const YEAR = 52;

/** What each rule of a book says of a plan. @param {Plan} plan @param {RuleBook} book @returns {PlanLine[]} */
export function advise(plan, book) {
  const { whole, providers } = factsOf(plan, book);
  /** @type {PlanLine[]} */
  const told = [];
  for (const rule of book.rules) {
    for (const [at, subject] of (rule.of === "provider" ? providers : [whole]).entries()) {
      const facts = { ...subject, ...rule.facts };
      if (!holds(rule.when, facts)) continue;
      for (const [name, cases] of Object.entries(rule.let)) {
        facts[name] = cases.find(({ when }) => holds(when ?? {}, facts))?.is ?? null;
      }
      const line = rule.lines.find(({ when }) => holds(when, facts));
      if (!line) continue;
      if (rule.part === "registration" && line.is === "over") subject.barred = "yes";
      told.push({
        id: rule.id,
        of: rule.of === "provider" ? at + 1 : 0,
        is: line.is,
        code: line.code ?? "",
        text: filled(line.text, facts),
        dates: dates(rule.due, facts, book),
      });
    }
  }
  return told;
}

/** What a plan is, as a whole and at each provider. @param {Plan} plan @param {RuleBook} book */
export function factsOf(plan, book) {
  const whole = planFacts(plan, book.facts);
  return { whole, providers: providerFacts(plan, whole) };
}

/** Whether every condition holds. @param {When} when @param {Facts} facts */
function holds(when, facts) {
  return Object.entries(when).every(([name, wanted]) => {
    const value = facts[name] ?? null;
    if (Array.isArray(wanted)) return wanted.includes(value);
    if (wanted === null || typeof wanted !== "object") return value === wanted;
    return Object.entries(wanted).every(([how, than]) => compares(value, how, than in facts ? facts[than] : than));
  });
}

/** @param {Fact} value @param {string} how @param {Fact} than */
function compares(value, how, than) {
  if (how === "known") return (value !== null) === (than === "yes");
  if (value === null || than === null) return false;
  if (how === "at most") return value <= than;
  if (how === "less than") return value < than;
  return how === "at least" ? value >= than : value > than;
}

/** Hours as they are typed, `7`, `7.5` or `7:30`, in minutes. @param {unknown} typed @returns {number | null} */
export function minutes(typed) {
  const found = /^(\d{1,3})(?::([0-5]\d)|\.(\d{1,2}))?$/.exec(String(typed ?? "").trim());
  if (!found) return null;
  return Number(found[1]) * 60 + (found[2] ? Number(found[2]) : Math.floor(Number(`0.${found[3] ?? 0}`) * 60 + 0.5));
}

/** @param {unknown} typed */
function wholeNumber(typed) {
  const text = String(typed ?? "").trim();
  return /^\d{1,4}$/.test(text) ? Number(text) : null;
}

/** @param {unknown} typed */
function dayOf(typed) {
  const text = String(typed ?? "");
  const there = /^(?!0000)\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  return there && new Date(text).toISOString().startsWith(text) ? text : null;
}

/** A day so many days on. @param {string} day @param {number} days */
export function later(day, days) {
  return new Date(Date.parse(day) + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

/** The key stage that a plan gives, or that its year is in. @param {Plan} plan */
function stageOf(plan) {
  const year = wholeNumber(plan.year);
  const found = STAGES.find(([stage, first, last]) =>
    year === null ? stage === plan.stage : first <= year && year <= last,
  );
  return found?.[0] ?? null;
}

/** Sessions in words, a whole day by its name alone. @param {string[]} sessions */
export function weekInWords(sessions) {
  const words = Object.entries(DAYS).flatMap(([day, name]) => {
    const halves = Object.entries(HALVES).filter(([half]) => sessions.includes(`${day} ${half}`));
    if (!halves.length) return [];
    return [halves.length === 2 ? name : `${name} ${halves[0][1]}`];
  });
  return listed(words);
}

/** @param {PlanPlace} place */
const sessionsOf = (place) => SESSIONS.filter((session) => place.sessions?.includes(session));
/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

/** The sessions of a plan in which the pupil has no place. @param {Plan} plan */
export function freeSessions(plan) {
  const used = new Set([plan.school ?? {}, ...(plan.providers ?? [])].flatMap(sessionsOf));
  return SESSIONS.filter((session) => !used.has(session));
}

/** What a plan as a whole is. @param {Plan} plan @param {Facts} given @returns {Facts} */
function planFacts(plan, given) {
  const providers = plan.providers ?? [];
  const stage = stageOf(plan);
  const every = [plan.school ?? {}, ...providers].map((place) => ({
    place,
    time: minutes(place.hours),
    number: sessionsOf(place).length,
  }));
  const apart = every.slice(1).filter(({ place }) => place.registered === "no");
  const used = every.flatMap(({ place }) => sessionsOf(place));
  const usual = stage === given.usual_stage ? minutes(given.usual_week) : null;
  const week = minutes(plan.full_week) || usual;
  const total = sum(every.map(({ time }) => time ?? 0));
  const clash = used.length - new Set(used).size;
  const missing = every.some(({ time, number }) => time === null && number > 0);
  const enough = total >= (week ?? 0);
  const weeks = wholeNumber(plan.weeks) || null;
  const start = dayOf(plan.start);
  const end = start && weeks ? later(start, 7 * weeks - 1) : null;
  return {
    ...given,
    stage,
    leaver: wholeNumber(plan.year) === 11 ? "yes" : "no",
    compulsory: stage && (stage === "KS5" ? "no" : "yes"),
    ehcp: plan.ehcp || null,
    looked_after: plan.looked_after || null,
    arranged: plan.arranged || null,
    medical: plan.medical || null,
    part_time: plan.part_time || null,
    total_hours: total / 60,
    hours_missing: missing ? "yes" : "no",
    full_hours: week ? week / 60 : null,
    full: !week || (enough ? clash : missing) ? null : enough ? "yes" : "no",
    beyond: Math.max(total - (minutes(plan.full_week) || total), 0) / 60,
    short: week ? Math.max(week - total, 0) / 60 : null,
    unregistered_hours: sum(apart.map(({ time }) => time ?? 0)) / 60,
    unregistered_most: Math.max(0, ...apart.map(({ time }) => time ?? 0)) / 60,
    unregistered_missing: apart.filter(({ time, number }) => time === null && number > 0).length,
    unregistered_sessions: sum(apart.map(({ number }) => number)),
    unsaid: every.slice(1).filter(({ place, time, number }) => !place.registered && (number > 0 || time)).length,
    weeks,
    start,
    end,
    last: end ?? (start && later(start, 7 * YEAR - 1)),
    referred: dayOf(plan.referred),
    placed: used.length,
    free: freeSessions(plan).length,
    free_week: weekInWords(freeSessions(plan)),
    clash,
  };
}

/** What the pupil's time at each provider is. @param {Plan} plan @param {Facts} whole @returns {Facts[]} */
function providerFacts(plan, whole) {
  const providers = plan.providers ?? [];
  return providers.map((place, at) => {
    const sessions = sessionsOf(place);
    const [time, runs] = [minutes(place.hours), minutes(place.runs)];
    const others = wholeNumber(place.others);
    const elsewhere = [plan.school ?? {}, ...providers.filter((_, other) => other !== at)];
    const starts = String(place.starts ?? "");
    return {
      ...whole,
      name: place.name || `Provider ${at + 1}`,
      registered: place.registered || null,
      supervised: place.supervised || null,
      at_home: place.at_home || null,
      on_roll: place.on_roll || null,
      hours: time === null ? null : time / 60,
      used: sessions.length || time ? "yes" : "no",
      sessions: sessions.length,
      days: new Set(sessions.map((session) => session.slice(0, 3))).size,
      week: weekInWords(sessions),
      runs: runs === null ? null : runs / 60,
      others,
      others_one: others === 0 ? "no" : place.others_one || null,
      barred: "no",
      with_this: others === null ? null : others + 1,
      sole: elsewhere.some((other) => sessionsOf(other).length || minutes(other.hours)) ? "no" : "yes",
      starts: /^([01]\d|2[0-3]):[0-5]\d$/.test(starts) ? starts : null,
      ...entry(place, sessions, whole.stage),
    };
  });
}

/** What the provider's entry in the directory says of its place in the plan. @param {PlanPlace} place @param {string[]} sessions @param {Fact} stage */
function entry({ open_days = [], takes = [], closed }, sessions, stage) {
  const shut = sessions.filter((session) => open_days.length && !open_days.includes(session.slice(0, 3)));
  return {
    shut: shut.length,
    shut_week: weekInWords(shut),
    takes: listed(takes),
    taken: takes.length && stage ? (takes.includes(String(stage)) ? "yes" : "no") : null,
    closed: closed || null,
  };
}

/** The days on which something is due. @param {DueRule} due @param {Facts} facts @param {RuleBook} book */
function dates(due, facts, book) {
  if (due.after) {
    const begin = facts[due.after];
    const amount = (/** @type {string | number | undefined} */ it) => Number(it === undefined ? 0 : (facts[it] ?? it));
    return begin ? [later(String(begin), amount(due.days) + 7 * amount(due.weeks) - amount(due.less))] : [];
  }
  const { start, last } = facts;
  if (!due.each || !start || !last) return [];
  const there = (due.each === "term" ? book.terms : book.half_terms)
    .filter(([begin, end]) => begin <= last && end >= start)
    .map(([, end]) => (end < last ? end : String(last)));
  return due.first ? there.slice(0, 1) : there;
}

/** A text with its facts in place. @param {string} text @param {Facts} facts */
function filled(text, facts) {
  return text.replace(/\{(\w+)(?:\|([a-z -]+)|\+(\w+))?\}/g, (_, name, how, more) => {
    const value = facts[name];
    if (more) {
      return clockAfter(String(value), Number(facts[more]));
    }
    if (how === "hours") return inHours(Number(value));
    if (how === "date") return inWords(String(value));
    return how ? counted(Number(value), how) : String(value);
  });
}

/** The time so many minutes after another. @param {string} clock @param {number} minutes */
export function clockAfter(clock, minutes) {
  const [hour, minute] = clock.split(":").map(Number);
  const at = hour * 60 + minute + minutes;
  return `${two(Math.floor(at / 60) % 24)}:${two(at % 60)}`;
}

const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
const counted = (/** @type {number} */ number, /** @type {string} */ one) =>
  `${number} ${one}${number === 1 ? "" : "s"}`;

/** `3 March 2026`. @param {string} day */
export function inWords(day) {
  const [year, month, number] = day.split("-").map(Number);
  return `${number} ${MONTHS[month - 1]} ${year}`;
}

/** `7 hours 30 minutes`. @param {number} hours */
function inHours(hours) {
  const all = Math.floor(hours * 60 + 0.5);
  const [whole, rest] = [Math.floor(all / 60), all % 60];
  return [whole || !rest ? counted(whole, "hour") : "", rest ? counted(rest, "minute") : ""].filter(Boolean).join(" ");
}
