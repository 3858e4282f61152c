// A calendar file (RFC 5545) of days on which something is due, made in the page.

/** @param {string} text */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");

/** A line in pieces of at most 75 bytes, as the format asks. @param {string} line */
function folded(line) {
  let [out, length] = ["", 0];
  for (const sign of line) {
    const size = new TextEncoder().encode(sign).length;
    if (length + size > 75) [out, length] = [`${out}\r\n `, 1];
    out += sign;
    length += size;
  }
  return out;
}

/**
 * An all-day event for each day. `id` tells the events of one calendar from those of another, `now` is when the file is made.
 * @param {{ key: string, day: string, title: string, text: string }[]} events @param {string} id @param {Date} now
 */
export function calendarOf(events, id, now) {
  const stamp = `${now.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const lines = events.flatMap(({ key, day, title, text }) => [
    "BEGIN:VEVENT",
    `UID:${escaped(key)}-${id}@apdir`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
  const all = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//apdir//page//EN", ...lines, "END:VCALENDAR"];
  return `${all.map(folded).join("\r\n")}\r\n`;
}
