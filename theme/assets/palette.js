// Light or dark: what the device asks for, until the reader presses the button. Only then is anything stored.
(() => {
  // What only scripts can do is shown only where they run; an address that asks for something gets its own answer first.
  document.documentElement.dataset.apScripts = "";
  if (location.protocol === "file:") document.documentElement.dataset.apFile = "";
  if (location.search) document.documentElement.dataset.apAsked = "";
  const KEY = "ap-palette";
  /** @type {NodeListOf<HTMLLinkElement>} */
  const dark = document.querySelectorAll("link[data-ap-dark]");
  const device = window.matchMedia("(prefers-color-scheme: dark)");
  if (!dark.length) return;

  const chosen = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const isDark = () => (chosen() ?? (device.matches ? "dark" : "light")) === "dark";
  /** @type {Record<string, string>} */
  const MEDIA = { dark: "screen", light: "not all" };
  const apply = (choice = chosen()) => {
    for (const sheet of dark) sheet.media = MEDIA[choice ?? ""] ?? "screen and (prefers-color-scheme: dark)";
  };

  apply();
  document.addEventListener("DOMContentLoaded", () => {
    /** @type {HTMLElement | null} */
    const button = document.querySelector("[data-ap-palette]");
    if (!button) return;
    const label = () => {
      const next = isDark() ? "Light colours" : "Dark colours";
      button.setAttribute("aria-label", next);
      button.title = next;
    };
    button.addEventListener("click", () => {
      const next = isDark() ? "light" : "dark";
      try {
        // Back to what the device asks for: then nothing needs to be kept.
        if ((next === "dark") === device.matches) localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, next);
      } catch {
        apply(next);
        return;
      }
      apply();
      label();
    });
    device.addEventListener("change", () => {
      apply();
      label();
    });
    label();
    button.hidden = false;
  });
})();
