// What can be done with a row: choose it to compare, save it on this device.
import { node } from "./node.js";
import { keep, saved } from "./shortlist.js";

/** Puts the two buttons into a row. `compared` tells whether a slug is chosen, `choose(slug)` changes that. */
export function withButtons(row, compared, choose, say) {
  if (row.querySelector(".ap-row-do")) return;
  const slug = row.dataset.slug;
  const name = row.querySelector("[data-part='name']").textContent;
  const compare = button("Compare", name, compared(slug), () => choose(slug));
  compare.dataset.apCompareButton = "";
  row.append(node("p", { class: "ap-row-do" }, compare, saveButton(slug, name, say)));
}

/** The button that saves a provider on this device, or lets go of it. */
export function saveButton(slug, name, say) {
  const save = button("Save", name, saved().includes(slug), () => {
    const now = save.getAttribute("aria-pressed") !== "true";
    if (!keep(slug, now)) {
      say("It could not be saved: this device does not allow it, or fifty are saved already.");
      return;
    }
    press(save, now, "Save", name);
    say(now ? `${name} is saved on this device, and nowhere else.` : `${name} is no longer saved.`);
  });
  save.dataset.apSaveButton = "";
  return save;
}

function button(word, name, pressed, act) {
  const made = node("button", { type: "button", class: "ap-quiet", on: { click: act } });
  press(made, pressed, word, name);
  return made;
}

/** Shows a button as pressed or not, in words too. */
export function press(made, pressed, word, name) {
  if (made.getAttribute("aria-pressed") === String(pressed)) return;
  const words = pressed ? { Compare: "Comparing", Save: "Saved" }[word] : word;
  made.setAttribute("aria-pressed", String(pressed));
  made.replaceChildren(words, node("span", { class: "ap-hidden" }, ` ${name}`));
}
