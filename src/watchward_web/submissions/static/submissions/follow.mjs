// Looks every second what has become of the upload, and shows the page anew when that has changed.
const line = document.querySelector("[data-follow]");

async function look() {
  try {
    const answer = await fetch(line.dataset.follow, { headers: { Accept: "application/json" } });
    if (answer.ok && (await answer.json()).state !== line.dataset.state) {
      location.reload();
      return;
    }
  } catch {
    // The connection is away: look again.
  }
  setTimeout(look, 1000);
}

if (line) setTimeout(look, 500);
