// The form of the page that plans a placement, read as a plan, and as words for paper.
import { find, findAll } from "./dom.js";
import { inWords, weekInWords } from "./plan.js";

/** The fields of a part, by name; null where nothing is said. @param {ParentNode} root @returns {Record<string, string | null>} */
function fieldsIn(root) {
  return Object.fromEntries(
    findAll(root, "[data-field]", /** @type {new () => HTMLInputElement | HTMLSelectElement} */ (HTMLElement)).map(
      (field) => [field.dataset.field, field.value.trim() || null],
    ),
  );
}

/** @param {ParentNode} root */
export function sessionsIn(root) {
  return findAll(root, ".ap-week input", HTMLInputElement)
    .filter(({ checked }) => checked)
    .map(({ value }) => value);
}

/** What is typed, as a plan. @param {HTMLFormElement} form @returns {Plan} */
export function read(form) {
  const school = find(form, "[data-ap-school]");
  const { year, ...pupil } = fieldsIn(find(form, "[data-ap-pupil]"));
  const { full_week, hours } = fieldsIn(school);
  const named = year?.startsWith("KS") ? { stage: year } : { year };
  return {
    ...pupil,
    ...named,
    ...fieldsIn(find(form, "[data-ap-length]")),
    full_week,
    school: { hours, sessions: sessionsIn(school) },
    providers: findAll(form, ".ap-plan-provider").map((place) => ({
      ...JSON.parse(place.dataset.entry ?? "{}"),
      .../** @type {PlanPlace} */ (fieldsIn(place)),
      sessions: sessionsIn(place),
    })),
  };
}

/** What is typed, in words: each label with what was said, for paper. @param {HTMLFormElement} form */
export function given(form) {
  return findAll(form, "fieldset").map((part) => {
    const words = findAll(part, "label:has([data-field]:not([data-field=name]))").flatMap((label) => {
      const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (find(label, "[data-field]"));
      const name = label.firstChild?.textContent?.trim() ?? "";
      const typed = field.type === "date" ? inWords(field.value) : field.value.trim();
      const said = field instanceof HTMLSelectElement ? field.selectedOptions[0].textContent : typed;
      return field.value ? [`${name}: ${said}`] : [];
    });
    const week = weekInWords(sessionsIn(part));
    return [find(part, "legend").textContent, [...(week ? [week] : []), ...words].join(". ")];
  });
}
