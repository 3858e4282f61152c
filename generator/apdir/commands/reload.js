// Waits for the next build of `apdir serve` and then loads the page again.
const known = document.currentScript?.dataset.build;

async function wait() {
  for (;;) {
    try {
      const answer = await fetch(`/_apdir/wait?${known}`, { cache: "no-store" });
      const number = await answer.text();
      if (number !== known) {
        location.reload();
        return;
      }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

wait();
