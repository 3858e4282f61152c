// What is watched of a shortlist: feeds and days as files, and what changed since the reader looked last.
import { calendarOf } from "./calendar.js";
import { save } from "./dom.js";
import { inWords } from "./until.js";

/** What the reader saw last of those that are saved: shortlist.js lets go of it with the last of them. */
const KEY = "ap-shortlist-seen";

/** The feeds of some providers as one file for a feed reader (OPML 2.0). @param {Map<string, Details>} all @param {DOMStringMap} from */
export function saveFeeds(all, from) {
  const root = new URL(from.base ?? "", document.baseURI);
  const made = document.implementation.createDocument(null, "opml");
  made.documentElement.setAttribute("version", "2.0");
  const put = (/** @type {Element} */ parent, /** @type {string} */ name) =>
    parent.appendChild(made.createElement(name));
  put(put(made.documentElement, "head"), "title").textContent = `${from.directory}: my shortlist`;
  const body = put(made.documentElement, "body");
  for (const [slug, { name }] of all) {
    const [xmlUrl, htmlUrl] = [`changes/provider/${slug}.xml`, `providers/${slug}/`].map(
      (path) => new URL(path, root).href,
    );
    const about = { type: "rss", text: name, title: name, xmlUrl, htmlUrl };
    const outline = put(body, "outline");
    for (const [key, value] of Object.entries(about)) outline.setAttribute(key, value);
  }
  const text = new XMLSerializer().serializeToString(made);
  save("shortlist.opml", "text/x-opml", `<?xml version="1.0" encoding="utf-8"?>\n${text}\n`);
}

/** The last days of approvals as a calendar file, each event as the site's own calendar has it. @param {Map<string, Details>} all @param {DOMStringMap} from */
export function saveDays(all, from) {
  const root = new URL(from.base ?? "", document.baseURI);
  const events = [...all].flatMap(([slug, { name, until }]) =>
    until
      ? [
          {
            key: `approval-${slug}`,
            day: until,
            title: `${name}: last day of its approval`,
            text: new URL(`providers/${slug}/`, root).href,
          },
        ]
      : [],
  );
  if (events.length) save("approvals.ics", "text/calendar", calendarOf(events, from.edition ?? "", new Date()));
  return events.length;
}

/** What of a provider is news when it is another: signs, the last day of an approval, day and sign of the newest visit. @param {Details} it @param {number} visited */
function stateOf({ values, until }, visited) {
  const signs = values[0].flatMap((line) => (Array.isArray(line) && line[0] !== "detail" ? [line[0]] : []));
  const visit = values[visited];
  const result = visit.find((line) => Array.isArray(line) && line[0] !== "detail");
  return {
    status: signs.join(" "),
    until: until ?? "",
    visit: `${String(visit[0]).split(" by ")[0]} ${result?.[0] ?? ""}`,
  };
}

/** @typedef {{ day: string, states: Record<string, ReturnType<typeof stateOf>> }} Seen */

/** @returns {Seen | null} */
function seen() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return typeof kept?.day === "string" && typeof kept.states === "object" && kept.states ? kept : null;
  } catch {
    return null;
  }
}

/** Keeps what the reader has now seen of a shortlist that is kept. @param {Map<string, Details>} all @param {number} visited @param {string} day */
export function keepSeen(all, visited, day) {
  const states = Object.fromEntries([...all].map(([slug, it]) => [slug, stateOf(it, visited)]));
  try {
    localStorage.setItem(KEY, JSON.stringify({ day, states }));
  } catch {
    // Then there is nothing to compare with next time.
  }
}

/**
 * What changed since the reader looked last: the day, and of each provider what is new, in words.
 * @param {Map<string, Details>} all @param {number} visited which of the values has the newest visit
 * @returns {{ day: string, news: [slug: string, name: string, words: string][] } | null}
 */
export function changedSince(all, visited) {
  const before = seen();
  if (!before) return null;
  /** @type {[string, string, string][]} */
  const news = [];
  for (const [slug, it] of all) {
    const [was, now] = [before.states[slug], stateOf(it, visited)];
    if (!was) continue;
    const words = [];
    const told = (/** @type {Line[]} */ lines) =>
      lines.flatMap((line) => (Array.isArray(line) && line[0] !== "detail" ? [line[1]] : []));
    if (was.status !== now.status) {
      const notice = it.plan.closed ? it.values[0].filter((line) => typeof line === "string") : [];
      words.push([...told(it.values[0]), ...notice].join(". "));
    } else if (was.until !== now.until)
      words.push(now.until ? `approval now valid until ${inWords(now.until)}` : "approval without a last day");
    if (was.visit !== now.visit)
      words.push(["new result", String(it.values[visited][0]), ...told(it.values[visited])].join(": "));
    if (words.length) news.push([slug, it.name, words.map((part) => part.replace(/\.$/, "")).join(". ")]);
  }
  return { day: inWords(before.day), news };
}
