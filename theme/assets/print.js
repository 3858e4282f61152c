// A button that prints the page.
import { find } from "./dom.js";

find(document, "[data-ap-print]").addEventListener("click", () => window.print());
