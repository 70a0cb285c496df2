// Brings a map to life: keyboard, centre cross, sentence of what is seen, addresses that follow the view.
"use strict";

(() => {
  const WAIT = 350;

  /** Whoever uses keys sees the frame and the cross; Leaflet also focuses the map at a click, which needs neither. */
  function modality() {
    const mark = (byKeys) => document.documentElement.classList.toggle("by-keys", byKeys);
    document.addEventListener("keydown", (event) => event.key.length > 1 && mark(true), true);
    document.addEventListener("pointerdown", () => mark(false), true);
  }

  /** Enter shows what is at the cross, Escape closes; arrows, + and - are Leaflet's own. */
  function keyboard(map) {
    const box = map.getContainer();
    box.addEventListener("keydown", (event) => {
      if (event.target !== box) return;
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        map.fire("stoa:ask");
      }
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && box.querySelector(".leaflet-popup")) {
        map.closePopup();
        event.stopPropagation();
      }
    });
  }

  function parameters(map) {
    const bounds = map.getBounds();
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    return box.map((degree) => degree.toFixed(5)).join(",");
  }

  /** The sentence below the map, told again when the view has come to rest. */
  function summary(map, options) {
    const sentence = document.getElementById("summary");
    let timer;
    let asked = 0;
    async function tell() {
      // A frame that is hidden (on paper its drawing stands in for it) shows nothing to tell about.
      const { x, y } = map.getSize();
      if (!x || !y) return;
      asked += 1;
      const mine = asked;
      const address = new URL(options.url, location.href);
      address.searchParams.set("bbox", parameters(map));
      try {
        const response = await fetch(address);
        if (!response.ok) return;
        const told = await response.json();
        if (mine === asked && sentence.textContent !== told.sentence) sentence.textContent = told.sentence;
      } catch {
        // The sentence of the whole town stays.
      }
    }
    map.on("moveend", () => {
      clearTimeout(timer);
      timer = setTimeout(tell, WAIT);
    });
    tell();
  }

  /** Links that open this view elsewhere carry it in their address. */
  function follow(map) {
    const links = document.querySelectorAll("a[data-follows-view]");
    const update = () => {
      const centre = map.getCenter();
      links.forEach((link) => {
        const address = new URL(link.href);
        address.searchParams.set("lat", centre.lat.toFixed(5));
        address.searchParams.set("lon", centre.lng.toFixed(5));
        address.searchParams.set("zoom", String(map.getZoom()));
        link.href = address.href;
      });
    };
    map.on("moveend", update);
  }

  /** Looks at all of the data, beside what lies over the map; again in a frame of another size, until somebody moves. */
  function fit(map, { bounds, most }) {
    const EDGE = 20;
    const place = () => {
      const { x, y } = map.getSize();
      if (!x || !y) return;
      const search = document.getElementById("place-search");
      const buttons = document.querySelector(".buttons");
      const top = search && !search.hidden ? search.offsetTop + search.offsetHeight + EDGE / 2 : EDGE;
      const right = buttons && buttons.offsetWidth < x / 4 ? buttons.offsetWidth + EDGE : EDGE;
      map.fitBounds(bounds, {
        paddingTopLeft: [EDGE, top],
        paddingBottomRight: [right, EDGE],
        maxZoom: most,
        animate: false,
      });
    };
    const again = () => requestAnimationFrame(place);
    map.on("resize", again);
    ["pointerdown", "wheel", "keydown"].forEach((deed) =>
      document.addEventListener(deed, () => map.off("resize", again), { capture: true, once: true, passive: true }),
    );
    place();
  }

  /** Called by the map's own script when all layers and controls are there. */
  stoa.start = (map, layers, options) => {
    const box = map.getContainer();
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", options.words.map);
    box.setAttribute("aria-describedby", "map-keys");
    map.attributionControl.setPrefix(false);
    stoa.legend(map, layers);
    modality();
    keyboard(map);
    if (options.fit) fit(map, options.fit);
    stoa.popups(map, layers, options.popup);
    summary(map, options.summary);
    follow(map);
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(box);
    document.documentElement.classList.add("has-map");
  };
})();
