// Sites that differ in their days: of each its days ("Tue Thu"), its name with them, and what was found there that is worse.

/**
 * Whether a site, by its place among `sites`, is open on the days of a question: any of them, or each where all are
 * asked.
 * @param {SiteDays[] | undefined} sites @param {Pick<Question, "chosen" | "all">} question
 * @returns {(place: number) => boolean}
 */
export function openOn(sites, { chosen, all }) {
  if (!sites?.length || !chosen.day.length) return () => true;
  const some = sites.map(([open]) => chosen.day.some((day) => open.includes(day)));
  const each = sites.map(([open]) => chosen.day.every((day) => open.includes(day)));
  // Where no one site has all of the days, a pupil goes to several.
  const good = all.includes("day") && each.includes(true) ? each : some;
  return (place) => good[place];
}

/**
 * What a row says beside a provider's days: which sites are open on those that were chosen.
 * @param {SiteDays[]} sites @param {Pick<Question, "chosen" | "all">} question
 */
export function daysNote(sites, question) {
  if (!sites.length) return "";
  const open = openOn(sites, question);
  const there = question.chosen.day.length ? sites.filter((_, place) => open(place)) : [];
  const words = there.map(([, label, found]) => label + (found && `, ${found}`));
  return words.length ? `on chosen days: ${words.join("; ")}` : "days differ by site";
}
