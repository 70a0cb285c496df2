// A map for the position of a planting site. The two inputs hold the truth: the map writes into them and follows them.
"use strict";

(() => {
  const FAR_ZOOM = 2;
  const PLACE_ZOOM = 17;

  function ground(tiles) {
    const { PolygonSymbolizer, LineSymbolizer, leafletLayer } = protomapsL;
    const green = new Set(["park", "square", "grove", "playground", "riverside", "olive_grove", "wood", "cemetery", "field"]);
    const water = new Set(["sea", "water", "stream"]);
    const area = (test, fill) => ({
      dataLayer: "land-areas",
      filter: (_zoom, feature) => test(feature.props.kind),
      symbolizer: new PolygonSymbolizer({ fill, stroke: fill, width: 0.5 }),
    });
    return leafletLayer({
      url: tiles,
      maxDataZoom: 16,
      backgroundColor: "#f1efe8",
      paintRules: [
        area((kind) => green.has(kind), "#d5e2c3"),
        area((kind) => water.has(kind), "#cfe0e8"),
        { dataLayer: "streets", symbolizer: new LineSymbolizer({ color: "#ffffff", width: (zoom) => Math.max(1, (zoom - 12) * 1.6) }) },
        area((kind) => kind === "building", "#d9d3c6"),
      ],
      labelRules: [],
      attribution: "",
    });
  }

  function number(input) {
    const value = Number.parseFloat(input.value.replace(",", "."));
    return Number.isFinite(value) ? value : null;
  }

  function start(root) {
    const [latitude, longitude] = root.querySelectorAll("input");
    const frame = root.querySelector(".position__map");
    frame.hidden = false;
    const map = L.map(frame, { attributionControl: false, zoomAnimation: false });
    map.addLayer(ground(root.dataset.tiles));
    const icon = L.divIcon({ className: "position__mark", iconSize: [18, 18] });
    let mark = null;

    const show = (place) => {
      if (mark) {
        mark.setLatLng(place);
        return;
      }
      mark = L.marker(place, { icon, draggable: true, keyboard: false }).addTo(map);
      mark.on("dragend", () => write(mark.getLatLng()));
    };
    const write = (place) => {
      const wrapped = place.wrap();
      latitude.value = wrapped.lat.toFixed(7);
      longitude.value = wrapped.lng.toFixed(7);
      for (const input of [latitude, longitude]) input.dispatchEvent(new Event("input", { bubbles: true }));
      show(wrapped);
    };
    const follow = () => {
      const [y, x] = [number(latitude), number(longitude)];
      if (y === null || x === null || Math.abs(y) > 90 || Math.abs(x) > 180) return;
      show([y, x]);
      map.setView([y, x], Math.max(map.getZoom() || 0, PLACE_ZOOM));
    };

    const centre = root.dataset.latitude
      ? [Number(root.dataset.latitude), Number(root.dataset.longitude)]
      : [0, 0];
    map.setView(centre, root.dataset.latitude ? Number(root.dataset.zoom) : FAR_ZOOM);
    follow();
    map.on("click", (event) => write(event.latlng));
    for (const input of [latitude, longitude]) input.addEventListener("change", follow);
    new ResizeObserver(() => map.invalidateSize()).observe(frame);
  }

  const startAll = () => {
    if (window.L && window.protomapsL) for (const root of document.querySelectorAll("[data-position]")) start(root);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
  else startAll();
})();
