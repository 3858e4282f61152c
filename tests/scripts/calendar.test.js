import assert from "node:assert/strict";
import { test } from "node:test";
import { calendarOf } from "../../theme/assets/calendar.js";

const NOW = new Date("2026-11-30T12:00:00Z");
const event = (title, day = "2027-01-11") => ({ key: "visits-derby-0-0", day, title, text: "Once a term." });
const made = (...events) => calendarOf(events, "a1b2", NOW);

test("what separates values in a calendar is escaped", () => {
  assert.match(
    made(event("Report, review; \\ and more\nbelow")),
    /\r\nSUMMARY:Report\\, review\\; \\\\ and more\\nbelow\r\n/,
  );
});

test("no line is longer than 75 bytes, and unfolded it is whole", () => {
  const title = "Größe → ".repeat(40);
  const file = made(event(title));
  for (const line of file.split("\r\n")) assert.ok(new TextEncoder().encode(line).length <= 75, line);
  assert.ok(file.replaceAll("\r\n ", "").includes(`SUMMARY:${title}`));
});

test("an event that moves keeps its id", () => {
  const id = (file) => /UID:(.*)/.exec(file)?.[1];
  assert.equal(id(made(event("Visit", "2027-03-25"))), id(made(event("Visit"))));
  assert.notEqual(id(calendarOf([event("Visit")], "other", NOW)), id(made(event("Visit"))));
});
