"use strict";
const form = document.querySelector("form"), said = document.querySelector(".said");
const told = JSON.parse(form.dataset.told), homes = form.dataset.homes.split(" ");
const columns = JSON.parse(form.dataset.columns), inputs = form.elements;
let rows = [], saved = 0;
const cell = (text) => '"' + text.replace(/^[\s=+\-@]+/, "").replaceAll('"', '""') + '"';
const number = () => "F" + Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) => b.toString(16).padStart(2, "0")).join("");
const say = (words) => { said.textContent = words.replace("{n}", rows.length - saved); };
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const given = new FormData(form);
  if (homes.includes(given.get("location_type"))) given.set("location_text", "");
  rows.push([number(), ...columns.slice(1).map(([name]) => given.get(name) ?? "")]);
  form.reset();
  form.querySelector("input").focus();
  say(told.added);
});
document.querySelector("#save").addEventListener("click", () => {
  if (rows.length === saved) { say(told.none); return; }
  const lines = [columns.map(([, header]) => header), ...rows].map((row) => row.map(cell).join(","));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([lines.join("\r\n") + "\r\n"], { type: "text/csv" }));
  link.download = "assault-attendances.csv";
  link.click();
  saved = rows.length;
  say(told.saved);
});
addEventListener("beforeunload", (event) => { if (rows.length > saved) event.preventDefault(); });
