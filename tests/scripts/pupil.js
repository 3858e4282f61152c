// What the page that asks providers refuses: the checker's lists and texts in as JSON, what it says of each out.
import { readFileSync } from "node:fs";
import { pupilIn } from "../../theme/assets/pupil.js";

const { lists, texts } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map(pupilIn(lists))));
