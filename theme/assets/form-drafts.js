// Drafts of forms on this device: each is kept from when its reader asks for it until they let go of it.
const KEY = "ap-form-drafts";

/** Every draft, by form and provider. @returns {Record<string, Draft>} */
function drafts() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return found && typeof found === "object" ? found : {};
  } catch {
    return {};
  }
}

/** The draft of a form for a provider. @param {string} name @returns {Draft | undefined} */
export function draftOf(name) {
  const draft = drafts()[name];
  return typeof draft?.answers === "object" ? draft : undefined;
}

/**
 * Keep a draft, or let go of it; the key itself goes with the last one. False where the device will not store it.
 * @param {string} name @param {Draft} [draft]
 */
export function keepDraft(name, draft) {
  const { [name]: _, ...others } = drafts();
  const all = draft ? { ...others, [name]: draft } : others;
  try {
    if (Object.keys(all).length) localStorage.setItem(KEY, JSON.stringify(all));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}
