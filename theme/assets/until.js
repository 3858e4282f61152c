// Days of the site beside the browser's own day.

/** A browser's day, as the start of it in UTC. @param {Date} now */
const dayOf = (now) => Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());

/** How many days ago a day was. @param {string} day @param {Date} [now] */
export function daysSince(day, now = new Date()) {
  return Math.round((dayOf(now) - Date.parse(day)) / (24 * 60 * 60 * 1000));
}

/** The approval status of a provider whose approval has ended, and its words. */
export const EXPIRED = /** @type {const} */ (["lapsed", "Expired"]);

/** `3 March 2026`. @param {string} day */
export function inWords(day) {
  const format = /** @type {const} */ ({ day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return new Date(day).toLocaleDateString("en-GB", format);
}

/** That an approval has ended, where its last day is past; else empty. @param {string} [last] @param {Date} [now] */
export function ended(last, now = new Date()) {
  if (!last || daysSince(last, now) <= 0) return "";
  return `Approval expired on ${inWords(last)}`;
}
