// What a plan knows that a form asks for, by the names of `fills_from`, for one of its providers.
import { advise, clockAfter, DAYS, factsOf, inWords } from "./plan.js";

/** @param {Plan} plan @param {RuleBook} book @param {number} number @returns {Record<string, string>} */
export function formFacts(plan, book, number) {
  const { whole, providers } = factsOf(plan, book);
  const at = providers[number - 1];
  const lines = advise(plan, book);
  const line = (/** @type {string} */ rule, of = 0) => lines.find((it) => it.id.startsWith(`${rule}:`) && it.of === of);
  const known = at.ehcp !== null && at.looked_after !== null && at.hours !== null;
  const full = Number(at.hours) > Number(at.full_time_line);
  const one = at.ehcp === "yes" || at.looked_after === "yes";
  /** @type {Record<string, string | null | undefined>} */
  const found = {
    name: String(at.name),
    "registration.status": { yes: "registered", no: "unregistered" }[String(at.registered)],
    "plan.year": plan.year ? `Year ${plan.year}` : plan.stage?.replace("KS", "Key stage "),
    "plan.referred/date": date(whole.referred),
    "plan.start/date": date(whole.start),
    "plan.end/date": date(whole.end),
    "plan.first_assessment/date": date(line("first-assessment")?.dates[0]),
    "plan.dates": whole.start && whole.end ? `${inWords(String(whole.start))} to ${inWords(String(whole.end))}` : null,
    "plan.when": String(at.week),
    "plan.days": at.days ? String(at.days) : null,
    "plan.hours": hours(at.hours),
    "plan.unregistered_hours": hours(whole.unregistered_hours),
    "plan.total_hours": whole.hours_missing === "no" ? hours(whole.total_hours) : null,
    "plan.mode": at.hours === null ? null : full ? "Full-time" : "Part-time",
    "plan.tell": known ? (full && one ? "yes" : "no") : null,
    "plan.code": line("code", number)?.code,
    ...sessions(at, book),
    ...week(plan, providers),
  };
  return Object.fromEntries(Object.entries(found).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** A day as forms ask for it. @param {Fact | undefined} day */
const date = (day) => (day ? String(day).split("-").reverse().join("/") : null);
/** @param {Fact} number */
const hours = (number) => (number === null ? null : String(Number(Number(number).toFixed(2))));

/** When a session starts, and by when the school is told that the pupil is not there. @param {Facts} at @param {RuleBook} book */
function sessions(at, book) {
  if (!at.starts) return {};
  const row = String(at.starts) < "12:00" ? 0 : 1;
  const within = book.rules.find(({ id }) => id.startsWith("absence:"))?.facts.limit;
  return {
    [`plan.sessions/${row}/Starts at`]: String(at.starts),
    [`plan.sessions/${row}/School told by`]: within ? clockAfter(String(at.starts), Number(within)) : null,
  };
}

/** Where the pupil is in each session. @param {Plan} plan @param {Facts[]} providers */
function week(plan, providers) {
  const places = [{ ...plan.school, name: "School" }, ...(plan.providers ?? [])];
  return Object.fromEntries(
    Object.keys(DAYS).flatMap((day, row) =>
      [
        ["am", "Morning"],
        ["pm", "Afternoon"],
      ].map(([half, title]) => {
        const there = places.flatMap((place, at) =>
          place.sessions?.includes(`${day} ${half}`) ? [at ? String(providers[at - 1].name) : "School"] : [],
        );
        return [`plan.week/${row}/${title}`, there.join(", ")];
      }),
    ),
  );
}
