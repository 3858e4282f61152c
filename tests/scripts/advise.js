// Reads plans and their book of rules from standard input, and writes what the page's script says of each.
import { readFileSync } from "node:fs";
import { advise } from "../../theme/assets/plan.js";

const { plans, book } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(plans.map((plan) => advise(plan, book))));
