// On a phone the pages of the site are behind a button; where no script runs they stand in a row.
const button = document.querySelector("[data-ap-menu]");

button?.addEventListener("click", () => {
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(open));
});
