// A provider's own page: save it on this device.
import { saveButton } from "./marked.js";

const place = document.querySelector("[data-ap-marks]");
const said = place.querySelector("[role='status']");
const say = (text) => (said.textContent = text);
place.prepend(saveButton(() => place.dataset, say), " ");
