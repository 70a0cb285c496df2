// A map above the list of a place question. It writes the same inputs that can be filled in without it.
const frames = new Map();

/** Positions that stand in the input: latitude and longitude a line. */
function positionsIn(text) {
  return text
    .split(/\n/)
    .map((line) => line.replace(/(\d),(\d)/g, "$1.$2").match(/-?\d+(?:\.\d+)?/g))
    .filter((pair) => pair && pair.length === 2)
    .map((pair) => pair.map(Number));
}

function written(positions) {
  return positions.map((pair) => pair.map((degree) => degree.toFixed(6)).join(", ")).join("\n");
}

/** Whatever was chosen from a list before is not meant any more. */
function forgetList(place) {
  for (const radio of place.querySelectorAll("input[name$='-place']")) {
    if (radio.type === "radio") radio.checked = false;
    else radio.remove();
  }
}

function choose(place, { fid, title }) {
  const list = place.querySelector("[data-found]");
  let radio = [...list.querySelectorAll("input[type=radio]")].find((one) => one.value === fid);
  if (!radio) {
    const item = document.createElement("div");
    item.className = "govuk-radios__item";
    radio = document.createElement("input");
    radio.type = "radio";
    radio.className = "govuk-radios__input";
    radio.name = place.dataset.name;
    radio.value = fid;
    radio.id = `${place.id}_map_${fid}`;
    const label = document.createElement("label");
    label.className = "govuk-label govuk-radios__label";
    label.htmlFor = radio.id;
    label.textContent = title;
    item.append(radio, label);
    list.prepend(item);
  }
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

function told(place, message) {
  const input = place.querySelector("[data-positions]");
  if (message.ready && input) {
    const positions = positionsIn(input.value);
    if (positions.length) frames.get(place).contentWindow.postMessage({ stoa: "show", positions }, location.origin);
  }
  if (message.fid) choose(place, message);
  if (message.positions && input) {
    forgetList(place);
    input.value = written(message.positions);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function addMap(place) {
  const frame = document.createElement("iframe");
  frame.title = place.dataset.title;
  frame.className = "place__map";
  frame.src = place.dataset.map;
  frame.loading = "lazy";
  frames.set(place, frame);
  place.prepend(frame);
  const input = place.querySelector("[data-positions]");
  if (input) {
    input.addEventListener("change", () => {
      frame.contentWindow.postMessage({ stoa: "show", positions: positionsIn(input.value) }, location.origin);
    });
  }
}

window.addEventListener("message", (event) => {
  if (event.origin !== location.origin || event.data?.stoa !== "picked") return;
  for (const [place, frame] of frames) if (frame.contentWindow === event.source) told(place, event.data);
});

for (const place of document.querySelectorAll("[data-place][data-map]")) addMap(place);
