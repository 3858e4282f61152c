// Every search box is a combobox: what it suggests is loaded when somebody first comes to it.

for (const input of document.querySelectorAll("[data-ap-box]")) {
  if (!(input instanceof HTMLInputElement)) continue;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  const begin = async () => {
    const { Combobox } = await import("./combobox.js");
    new Combobox(input);
  };
  if (document.activeElement === input) begin();
  else input.addEventListener("focus", begin, { once: true });
}
