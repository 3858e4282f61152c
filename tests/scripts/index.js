import { Columns } from "../../theme/assets/columns.js";
import { KEYS } from "../../theme/assets/facets.js";
import { nothing } from "../../theme/assets/question.js";

/** The index of some providers, each `{ column: values }`, as the build writes it. */
export function indexOf(providers, names = KEYS) {
  const sent = Object.fromEntries(
    names.map((name) => {
      const values = [...new Set(providers.flatMap((one) => one[name] ?? []))];
      return [name, { values, sets: providers.map((one) => (one[name] ?? []).map((value) => values.indexOf(value))) }];
    }),
  );
  return new Columns(sent, providers.length);
}

/** The choices of a question. */
export const choices = (given) => ({ ...nothing().chosen, ...given });
