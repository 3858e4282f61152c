import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine } from "../../theme/assets/engine.js";
import { choices } from "./index.js";

const STATUSES = ["approved", "with improvements", "approved", "lapsed", "approved"];
const UNTIL = ["2000-01-01", "2000-01-01", "2090-01-01", undefined, undefined];

/** A column as the build writes it. @param {(string | undefined)[]} all */
function column(all) {
  const values = [...new Set(all.filter(Boolean))];
  return { values, sets: all.map((value) => (value ? [values.indexOf(value)] : [])) };
}

test("an approval that has ended since is expired in filters and numbers too", () => {
  const columns = {
    standing: column(STATUSES),
    stands: column(STATUSES.map((it) => it.toUpperCase())),
    since: column(STATUSES.map(() => "since 1 May")),
    until: column(UNTIL),
  };
  const core = {
    names: ["A", "B", "C", "D", "E"],
    slugs: [0, 0, 0, 0, 0],
    open: 5,
    everywhere: [],
    shards: 1,
    columns,
  };
  const { columns: found, filter } = new Engine(core, async () => ({}), {}, "");
  assert.deepEqual(
    STATUSES.map((_, number) => found.values("standing", number)[0]),
    ["lapsed", "lapsed", "approved", "lapsed", "approved"],
  );
  assert.deepEqual([found.shown("stands", 0), found.shown("stands", 2)], ["Expired", "APPROVED"]);
  assert.deepEqual([found.shown("since", 0), found.shown("since", 2)], ["", "since 1 May"]);
  const answer = filter.answer(choices({}), null, []);
  assert.deepEqual(
    ["approved", "with improvements", "lapsed"].map((value) => answer.number("standing", value)),
    [2, 0, 3],
  );
});
