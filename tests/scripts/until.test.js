import assert from "node:assert/strict";
import { test } from "node:test";
import { daysSince, ended } from "../../theme/assets/until.js";

const LATE = new Date(2026, 11, 3, 23, 59);
const EARLY = new Date(2026, 11, 4, 0, 1);

test("days are counted by the browser's own day, whatever the hour", () => {
  assert.deepEqual(
    ["2026-12-03", "2026-12-04", "2026-11-30"].map((day) => daysSince(day, EARLY)),
    [1, 0, 4],
  );
  assert.equal(daysSince("2026-12-03", LATE), 0);
});

test("an approval holds on its last day, and has ended on the next", () => {
  assert.equal(ended("2026-12-03", LATE), "");
  assert.equal(ended("2026-12-03", EARLY), "Approval expired on 3 December 2026");
  assert.equal(ended(undefined, EARLY), "");
});
