// Sends one file in parts, and goes on after a broken connection from where it had got to.
// Knows nothing of the page: it is told where to send, and tells how far it is.

const WAITS = [1, 2, 4, 8, 15, 30, 30, 30, 30, 30];

// Not longer than until the sender has had enough.
async function pause(seconds, where) {
  for (let left = seconds * 4; left > 0 && !where.stopped; left -= 1) {
    await new Promise((done) => setTimeout(done, 250));
  }
}

export class Refused extends Error {}
export class Stopped extends Error {}

async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
const hex = (bytes) => [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");

// Names the file in this browser's memory without keeping its name there.
export async function memoryOf(file, where) {
  const said = `${where}|${file.name}|${file.size}|${file.lastModified}`;
  return `watchward-upload-${hex(await sha256(new TextEncoder().encode(said)))}`;
}

async function ask(address, token, options = {}) {
  const headers = { Accept: "application/json", "X-CSRFToken": token, ...options.headers };
  const answer = await fetch(address, { ...options, headers, redirect: "error" });
  if (answer.status === 429 || answer.status >= 500) throw new Error(`${answer.status}`);
  return answer;
}

async function told(answer) {
  const kind = answer.headers.get("Content-Type") || "";
  if (!kind.includes("json")) throw new Refused("");
  const said = await answer.json();
  if (!answer.ok) throw new Refused(said.title || "");
  return said;
}

async function begun(file, { uploads, token, memory }) {
  const known = localStorage.getItem(memory);
  if (known) {
    const answer = await ask(`${uploads}/${known}`, token);
    if (answer.ok) {
      const upload = await told(answer);
      if (upload.state === "arriving" && upload.size === file.size) return upload;
    }
    localStorage.removeItem(memory);
  }
  const upload = await told(
    await ask(uploads, token, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ size: file.size }),
    }),
  );
  localStorage.setItem(memory, upload.id);
  return upload;
}

async function part(file, upload, { uploads, token, size }) {
  const bytes = await file.slice(upload.arrived, upload.arrived + size).arrayBuffer();
  const answer = await ask(`${uploads}/${upload.id}`, token, {
    method: "PATCH",
    headers: {
      "Content-Type": "application/offset+octet-stream",
      "Upload-Offset": `${upload.arrived}`,
      "Content-Digest": `sha-256=:${base64(await sha256(bytes))}:`,
    },
    body: bytes,
  });
  // Somebody else, or we ourselves unheard, have got further: ask where, and go on from there.
  if (answer.status === 409) return told(await ask(`${uploads}/${upload.id}`, token));
  return told(answer);
}

// Resolves to the upload once it is whole; `where.stopped` ends it before the next part; `say(arrived, size, waiting)` is called on the way.
export async function send(file, where, say) {
  let upload = null;
  for (let failures = 0; ; ) {
    try {
      upload ??= await begun(file, where);
      while (upload.state === "arriving") {
        if (where.stopped) {
          localStorage.removeItem(where.memory);
          await cancel(upload.id, where);
          throw new Stopped();
        }
        say(upload.arrived, upload.size, 0);
        upload = await part(file, upload, where);
        failures = 0;
      }
      localStorage.removeItem(where.memory);
      return upload;
    } catch (fault) {
      if (fault instanceof Refused || fault instanceof Stopped || failures >= WAITS.length) throw fault;
      say(upload ? upload.arrived : 0, file.size, WAITS[failures]);
      await pause(WAITS[failures], where);
      failures += 1;
      upload = null;
    }
  }
}

const cancel = (id, { uploads, token }) => ask(`${uploads}/${id}`, token, { method: "DELETE" });
