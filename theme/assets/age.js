// A site that nobody builds any more says so by the browser's own day, and that approvals have ended since.
import { daysSince, EXPIRED, ended } from "./until.js";

/** From so many days on a page says how old it is. */
const OLD = 3;

/** @type {NodeListOf<HTMLElement>} */
const notices = document.querySelectorAll("[data-ap-built]");
for (const notice of notices) {
  const days = daysSince(notice.dataset.apBuilt ?? "");
  notice.append(` ${days} days ago.`);
  notice.hidden = !(days >= OLD);
}
/** @type {NodeListOf<HTMLElement>} */
const approvals = document.querySelectorAll("[data-ap-until]");
for (const part of approvals) {
  const words = ended(part.dataset.apUntil);
  if (!words) continue;
  part.textContent = words;
  part.classList.add("ap-ended");
  part.hidden = false;
  const standing = part.closest("[data-slug]")?.querySelector("[data-part=standing]:not(.ap-stop)");
  if (standing) {
    standing.textContent = EXPIRED[1];
    standing.className = "ap-row-standing ap-ended";
  }
  part.closest(".ap-standing")?.classList.replace("ap-good", "ap-ended");
}
