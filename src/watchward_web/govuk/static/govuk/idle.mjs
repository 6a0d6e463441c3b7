// Says so before a session ends for want of a click, and lets it go on (WCAG 2.2, 2.2.1).
const WARN = 5 * 60;
const dialog = document.getElementById("idle");
const seconds = Number(dialog.dataset.seconds);
let timers = [];

function begin() {
  timers.forEach(clearTimeout);
  timers = [
    setTimeout(() => dialog.showModal(), Math.max(seconds - WARN, seconds / 2) * 1000),
    setTimeout(() => window.location.assign(dialog.dataset.home), (seconds + 5) * 1000),
  ];
}

// Being asked for any page is what makes a session go on.
dialog.addEventListener("close", async () => {
  const answer = await fetch(dialog.dataset.home, { redirect: "manual", cache: "no-store" });
  if (answer.ok) begin();
  else window.location.assign(dialog.dataset.home);
});
begin();
