// Draws the interactive map over the still one, where the browser can; without it nothing is lost.
// Numbers come as classes that the server made of released figures; this file works nothing out.

const INK = "#0b0c0c";
const FILLS = {
  0: "#ffffff", 1: "#d3e1ec", 2: "#93b6d2", 3: "#4a82ad", 4: "#12436d", hot: "#c4500c",
  new: "#d4351c", growing: "#f47738", persistent: "#4c2c92", fading: "#5694ca", sporadic: "#b58840", former: "#9c9f9e",
  above: "#c4500c", below: "#5694ca", called: "#12436d",
  health: "#12436d", police: "#e5b089", rose: "#c4500c", fell: "#5694ca",
};
const HATCHED = { c: "hidden", x: "absent", z: "absent" };

function pattern(strokes) {
  const size = 8;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (let at = 0; at < size * size; at += 1) {
    const [x, y] = [at % size, Math.floor(at / size)];
    if (strokes(x, y)) data.set([110, 118, 126, 255], at * 4);
  }
  return { width: size, height: size, data };
}

function element(name, options = {}, ...inside) {
  const made = Object.assign(document.createElement(name), options);
  made.append(...inside);
  return made;
}

function chooser(told, into) {
  const select = element("select", { className: "govuk-select", id: `${into.id}-sheet` });
  told.sheets.forEach((sheet, at) => select.append(element("option", { value: at, textContent: sheet.title, lang: "en-GB" })));
  const label = element("label", { className: "govuk-label", htmlFor: select.id, textContent: told.words.colour });
  into.append(element("div", { className: "govuk-form-group" }, label, select));
  return select;
}

function drawKey(sheet, list) {
  list.replaceChildren(...sheet.key.map(([mark, words]) => {
    const swatch = element("span", { className: `ev-swatch ev-swatch--${mark}` });
    return element("li", {}, swatch, words);
  }));
}

function layers(map, sheet) {
  const k = ["get", `k_${sheet.column}`];
  const source = sheet.table;
  const colours = Object.entries(FILLS).flat();
  map.addLayer({ id: "fill", type: "fill", source, filter: ["in", k, ["literal", Object.keys(FILLS)]],
    paint: { "fill-color": ["match", k, ...colours, "#ffffff"] } });
  map.addLayer({ id: "hatched", type: "fill", source, filter: ["in", k, ["literal", Object.keys(HATCHED)]],
    paint: { "fill-pattern": ["match", k, ...Object.entries(HATCHED).flat(), "absent"] } });
  map.addLayer({ id: "edge", type: "line", source, paint: { "line-color": "#6f777b", "line-width": 0.8 } });
  map.addLayer({ id: "chosen", type: "line", source, filter: ["==", ["get", "number"], 0],
    paint: { "line-color": INK, "line-width": 3 } });
}

function start(box, told, { Map, NavigationControl }) {
  const chosen = chooser(told, box);
  const canvas = element("div", { className: "ev-map__canvas" });
  const key = element("ul", { className: "govuk-list ev-key", lang: "en-GB" });
  const said = element("p", { className: "govuk-body-s", textContent: told.words.chosen });
  said.setAttribute("role", "status");
  const notes = told.said.map((text) => element("p", { textContent: text }));
  const over = element("div", { className: "ev-map__said", lang: "en-GB" }, ...notes);
  const heading = element("p", { className: "govuk-body-s ev-key__head", textContent: told.words.key });
  box.append(element("div", { className: "ev-map__frame" }, canvas, over), heading, key, said);
  const map = new Map({
    container: canvas,
    style: { version: 8, sources: {}, layers: [{ id: "paper", type: "background", paint: { "background-color": "#f3f4f5" } }] },
    bounds: told.bounds,
    fitBoundsOptions: { padding: 16 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    scrollZoom: false,
    cooperativeGestures: true,
    fadeDuration: 0,
    locale: { "Map.Title": told.words.map, "NavigationControl.ZoomIn": told.words.in, "NavigationControl.ZoomOut": told.words.out,
      "CooperativeGesturesHandler.MobileHelpText": told.words.fingers },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  const show = () => {
    const sheet = told.sheets[Number(chosen.value)];
    ["fill", "hatched", "edge", "chosen"].forEach((id) => map.getLayer(id) && map.removeLayer(id));
    layers(map, sheet);
    drawKey(sheet, key);
    said.textContent = told.words.chosen;
  };
  map.on("load", () => {
    map.addImage("hidden", pattern((x, y) => (x + y) % 8 < 2));
    map.addImage("absent", pattern((x, y) => x % 8 < 2 && y % 8 < 2));
    Object.entries(told.layers).forEach(([name, data]) => map.addSource(name, { type: "geojson", data }));
    if (told.ground) map.addLayer({ id: "ground", type: "line", source: told.ground, paint: { "line-color": "#b1b4b6", "line-width": 0.8 } });
    show();
    chosen.addEventListener("change", show);
    map.once("idle", () => box.setAttribute("data-drawn", "yes"));
  });
  map.on("click", (event) => {
    const [found] = map.queryRenderedFeatures(event.point, { layers: ["fill", "hatched"] });
    if (!found) return;
    const sheet = told.sheets[Number(chosen.value)];
    map.setFilter("chosen", ["==", ["get", "number"], found.properties.number]);
    said.textContent = `${found.properties.name}: ${sheet.title}: ${found.properties[`t_${sheet.column}`]}`;
    said.lang = "en-GB";
  });
}

async function begin(box) {
  const [library, answer] = await Promise.all([import(box.dataset.library), fetch(box.dataset.map)]);
  if (!answer.ok) return;
  library.setWorkerUrl(box.dataset.worker);
  box.hidden = false;
  start(box, await answer.json(), library);
}

const canDraw = () => Boolean(document.createElement("canvas").getContext("webgl2"));
document.querySelectorAll("[data-map]").forEach((box) => canDraw() && begin(box));
