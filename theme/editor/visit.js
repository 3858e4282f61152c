// What a record has in a wrong order, and what a visit lacks that is final: generator/apdir/rules/visit.py, and the order
// of times and ages of generator/apdir/rules/provider.py.
import { plainName } from "./record.js";
import { frameworks, noVisitor } from "./words.js";

const DRAFT = "or choose the state draft until the record is complete.";
/** Paths of what a visit judged, and of whatever else it says of what was found, which begins with one of these. */
const JUDGED =
  /^(?:judgements\.|areas\.|overall$|rows\.\d+\.marks\.|details\.[^.]+\.not_applicable$|concluding\.[^.]+\.judgement$)/;
const FOUND =
  /^(?:points|decision|best_practice|evidence|improvement_plan|details|themes|concluding|header|pre_visit)(?:\.|$)/;
const ROW = /^rows\.\d+\.(?:evidence|note|action)$/;

/** @param {RecordSort} sort @param {string} path @param {string} value @param {FlatRecord} record @returns {Fault | ""} */
export function orderFault(sort, path, value, record) {
  const start = record[path.replace(/\.to$/, ".from")];
  if (path.endsWith(".to") && start && !inOrder(start, value))
    return "This is before what it begins with. Give both in order.";
  const day = sort === "visits" ? record.date : undefined;
  if (!day) return undefined;
  if (/^improvement_plan\.\d+\.done$/.test(path) && value < day)
    return "This was done before the visit that asked for it. Check the year.";
  if (/^improvement_plan\.\d+\.by$/.test(path) && value < day) return "This was due before the visit. Check the year.";
  if (path === "next_visit" && value <= day) return "The next visit is not after this one. Check both days.";
  if (path === "notice.given" && value > day) return "Notice was given after the visit. Check both days.";
  return undefined;
}

/** Whether one value may come before another: days and ages may be the same, times may not. @param {string} start @param {string} end */
function inOrder(start, end) {
  const [first, last] = [start, end].map((text) => /^(\d{1,2})[:.](\d\d)$/.exec(text.trim()));
  if (first && last) return minutes(first) < minutes(last);
  return /-/.test(start) ? start <= end : !(Number(start) > Number(end));
}

/** @param {RegExpExecArray} time */
function minutes(time) {
  return Number(time[1]) * 60 + Number(time[2]);
}

/**
 * Why a visit cannot have the state or the outcome that it has: it is final, and unfinished.
 * @param {string} path @param {string} value @param {FlatRecord} record @returns {Fault | ""}
 */
export function unfinishedFault(path, value, record) {
  if ((path === "state" ? value : record.state) !== "final") return undefined;
  const form = frameworks[record.framework ?? ""]?.findLast(({ from }) => from <= (record.date ?? ""));
  const kind = form?.kinds[record.kind || "visit"];
  if (!form || !kind) return undefined;
  const given = Object.keys(record).filter((name) => String(record[name] ?? "").trim());
  const visited = given.some((name) => name.startsWith("visited_by."));
  if (path === "outcome") return value && kind.decides && !visited && noVisitor;
  if (path !== "state" || record.outcome) return undefined;
  const judged = given.some((name) => JUDGED.test(name));
  const beforehand = new Set(form.beforehand);
  const found = given.filter((name) => ROW.test(name) || FOUND.test(name));
  if (!visited && !judged && !found.some((name) => !beforehand.has(plainName(name.split(".")[1] ?? ""))))
    return `The record is final, and says neither who visited nor what was found. Fill in both, ${DRAFT}`;
  const open = unanswered(kind.asks, given, record);
  if (!judged && open.length)
    return `The record is final, and none of its ${open.length} ${form.asked} has a judgement. Record the judgements, ${DRAFT}`;
  if (!open.length || !kind.decides || !form.outcomes) return undefined;
  return `The record is final, ${open.length} of its ${form.asked} have no judgement, and there is no outcome. Record what is left, ${DRAFT}`;
}

/**
 * The ids of what a visit is asked, or says something of, and has not judged.
 * @param {string[]} asks @param {string[]} given @param {FlatRecord} record
 */
function unanswered(asks, given, record) {
  const ids = (/** @type {RegExp} */ pattern) =>
    given.flatMap((name) => (pattern.test(name) ? plainName(name.split(".")[1]) : []));
  const marked = given
    .filter((name) => /^rows\.\d+\.items\./.test(name))
    .filter((name) => given.some((other) => other.startsWith(name.replace(/items\..*/, "marks."))))
    .map((name) => record[name] ?? "");
  const answered = new Set([...ids(/^judgements\./), ...ids(/^details\.[^.]+\.not_applicable$/), ...marked]);
  return [...new Set([...asks, ...ids(/^details\./)])].filter((id) => !answered.has(id));
}
