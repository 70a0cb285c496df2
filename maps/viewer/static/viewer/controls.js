// Buttons of the map: near me, full screen, layers, legend; each a plain button of the document.
"use strict";

(() => {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let pinned = null;

  /** Says a short thing to everybody: on the map for some seconds, and to screen readers. */
  stoa.say = (text) => {
    const place = document.getElementById("said");
    place.textContent = text;
    place.classList.add("is-said");
    clearTimeout(stoa.saying);
    stoa.saying = setTimeout(() => place.classList.remove("is-said"), 6000);
  };

  /** Says a thing only to those who listen: what everybody else sees anyway. */
  stoa.tell = (text) => {
    document.getElementById("told").textContent = text;
  };

  stoa.goTo = (map, goal) => {
    const motion = { animate: !calm.matches, duration: 0.2 };
    if (goal.bounds) map.fitBounds(goal.bounds, { ...motion, maxZoom: 18, padding: [24, 24] });
    else map.setView(goal.at, Math.max(goal.zoom, map.getZoom()), motion);
  };

  stoa.pin = (map, at) => {
    if (pinned) pinned.remove();
    pinned = L.circleMarker(at, { radius: 9, color: "#16202b", weight: 3, fillColor: "#fff", fillOpacity: 0.9 });
    pinned.options.interactive = false;
    pinned.addTo(map);
  };

  /** Asks for the position only when somebody presses the button. */
  stoa.nearMe = (map, options) => {
    const button = document.getElementById("near-me");
    if (!navigator.geolocation) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      button.setAttribute("aria-busy", "true");
      const done = (text) => {
        button.removeAttribute("aria-busy");
        stoa.say(text);
      };
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const here = L.latLng(coords.latitude, coords.longitude);
          if (!L.latLngBounds(options.bounds).pad(0.3).contains(here)) {
            done(options.words.outside);
            return;
          }
          stoa.goTo(map, { at: here, zoom: 18 });
          stoa.pin(map, here);
          done(options.words.here);
        },
        (error) => done(error.code === error.PERMISSION_DENIED ? options.words.refused : options.words.unknown),
        { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
      );
    });
  };

  stoa.fullScreen = (map, options) => {
    const button = document.getElementById("full-screen");
    if (!document.fullscreenEnabled) return;
    button.hidden = false;
    const word = button.querySelector("[data-word]");
    button.addEventListener("click", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen();
    });
    document.addEventListener("fullscreenchange", () => {
      word.textContent = document.fullscreenElement ? options.words.leave : options.words.enter;
      map.invalidateSize();
    });
  };

  /** Metres only: nobody here measures in miles. */
  stoa.scale = (map) => L.control.scale({ imperial: false, maxWidth: 90, position: "bottomleft" }).addTo(map);

  stoa.zoomButtons = (map) => {
    const closer = document.getElementById("zoom-in");
    const farther = document.getElementById("zoom-out");
    closer.hidden = farther.hidden = false;
    closer.addEventListener("click", () => map.zoomIn());
    farther.addEventListener("click", () => map.zoomOut());
    const update = () => {
      // Not `disabled`: the button would lose the focus of whoever presses it.
      closer.setAttribute("aria-disabled", String(map.getZoom() >= map.getMaxZoom()));
      farther.setAttribute("aria-disabled", String(map.getZoom() <= map.getMinZoom()));
    };
    map.on("zoomend", update);
    update();
  };

  function choice(map, layers, name, type) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = type;
    input.name = "ground";
    input.checked = map.hasLayer(layers[name]);
    input.addEventListener("change", () => {
      if (type === "radio") Object.values(layers).forEach((layer) => map.removeLayer(layer));
      if (input.checked) map.addLayer(layers[name]);
      else map.removeLayer(layers[name]);
      map.fire("stoa:layers");
    });
    label.append(input, document.createTextNode(name));
    return label;
  }

  /** The layers that folium's LayerControl lists, as plain inputs in a panel. */
  stoa.layerSwitch = (map, grounds, overlays) => {
    const panel = document.getElementById("layers");
    panel.hidden = false;
    L.DomEvent.disableClickPropagation(panel);
    const groups = panel.querySelectorAll("[data-layers]");
    Object.keys(overlays).forEach((name) => groups[0].append(choice(map, overlays, name, "checkbox")));
    Object.keys(grounds).forEach((name) => groups[1].append(choice(map, grounds, name, "radio")));
    groups[1].hidden = Object.keys(grounds).length < 2;
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !panel.open) return;
      panel.open = false;
      panel.querySelector("summary").focus();
      event.stopPropagation();
    });
  };

  /** The legend stands open where there is room for it, and speaks only of layers that are shown. */
  stoa.legend = (map, layers) => {
    const legend = document.getElementById("legend");
    L.DomEvent.disableClickPropagation(legend);
    L.DomEvent.disableScrollPropagation(legend);
    legend.open = window.innerWidth > 640 && window.innerHeight > 420;
    const update = () => {
      layers.forEach((layer) => {
        legend.querySelectorAll(`[data-layer="${layer.collection}"]`).forEach((entry) => {
          entry.hidden = !map.hasLayer(layer);
        });
      });
    };
    map.on("layeradd layerremove", update);
    update();
  };
})();
