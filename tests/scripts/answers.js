// What the finder's own engine answers, over the files of a built site: questions in as JSON, answers out.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { mock } from "node:test";
import { open } from "../../theme/assets/engine.js";
import { nothing } from "../../theme/assets/question.js";

const { site, bounds, questions, numbers, today } = JSON.parse(readFileSync(0, "utf8"));
// The reader's day: an approval that has ended by then is expired.
mock.timers.enable({ apis: ["Date"], now: new Date(`${today}T12:00`) });
globalThis.document = /** @type {Document} */ ({ baseURI: site });
globalThis.fetch = async (address) => {
  const file = new URL(address);
  file.search = "";
  try {
    return new Response(await readFile(file));
  } catch {
    return new Response("", { status: 404 });
  }
};

const engine = await open(new URL(site), "", bounds, site);
const answers = [];
for (const { q = "", near = "", sort = "", all = [], ...chosen } of questions) {
  const asked = { ...nothing(), q, near, sort, all };
  Object.assign(asked.chosen, chosen);
  const { rows, apart, uncovered, over, otherwise, off, number } = await engine.answer(asked);
  const found = [...rows, ...apart, ...uncovered, ...over, ...otherwise, ...off].map(([provider]) =>
    engine.slug(provider),
  );
  answers.push([found, numbers.map(([key, value]) => number(key, value))]);
}
process.stdout.write(JSON.stringify(answers));
