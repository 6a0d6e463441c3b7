// Without this file the form sends the package in one go; with it, in parts that can be resumed.
import { Refused, Stopped, memoryOf, send } from "./parts.mjs";

const form = document.querySelector("form[data-uploads]");
const chosen = form?.querySelector("input[type=file]");
const shown = document.getElementById("sending");

function words(name, values = {}) {
  let said = shown.dataset[name];
  for (const [key, value] of Object.entries(values)) said = said.replace(`{${key}}`, value);
  return said;
}

function show(arrived, size, waiting) {
  const percent = size ? Math.floor((100 * arrived) / size) : 0;
  const bar = shown.querySelector("progress");
  bar.value = percent;
  bar.textContent = `${percent} %`;
  const text = waiting ? words("waiting", { seconds: waiting }) : words("progress", { percent: percent - (percent % 5) });
  const line = shown.querySelector("[role=status]");
  if (line.textContent !== text) line.textContent = text;
}

function fail(said) {
  shown.hidden = true;
  form.hidden = false;
  const box = document.getElementById("not-sent");
  box.querySelector("p").textContent = said || words("broken");
  box.hidden = false;
  box.focus();
}

async function started(event) {
  const file = chosen.files[0];
  if (!file || !globalThis.crypto?.subtle) return;
  event.preventDefault();
  document.getElementById("not-sent").hidden = true;
  if (file.size > Number(form.dataset.most)) {
    fail(words("large"));
    return;
  }
  form.hidden = true;
  shown.hidden = false;
  const uploads = form.dataset.uploads;
  const where = {
    uploads,
    token: form.querySelector("[name=csrfmiddlewaretoken]").value,
    size: Number(form.dataset.part),
    memory: await memoryOf(file, uploads),
    stopped: false,
  };
  stop.onclick = () => {
    where.stopped = true;
    stop.disabled = true;
  };
  try {
    const upload = await send(file, where, show);
    location.assign(form.dataset.page.replace("000000000000000000000000", upload.id));
  } catch (fault) {
    if (fault instanceof Stopped) location.reload();
    else fail(fault instanceof Refused ? fault.message : "");
  }
}

const stop = shown?.querySelector("button");
form?.addEventListener("submit", started);
