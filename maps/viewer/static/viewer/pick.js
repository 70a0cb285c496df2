// Choosing on the map: a point, the points of a line, the corners of an area, or one of the town's things.
// What is chosen is told to the page around by postMessage; nothing is decided here.
"use strict";

(() => {
  const REACH = 16;
  const CENTRE_REACH = 44;
  const MOST = 200;
  const SIZE = 22;

  const tell = (message) => {
    if (window.parent !== window) window.parent.postMessage({ stoa: "picked", ...message }, location.origin);
  };

  function dress(map, options) {
    const box = map.getContainer();
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", options.words.map);
    box.setAttribute("aria-describedby", "map-keys");
    map.attributionControl.setPrefix(false);
    document.addEventListener(
      "keydown",
      (event) => event.key.length > 1 && document.documentElement.classList.add("by-keys"),
      true,
    );
    document.addEventListener("pointerdown", () => document.documentElement.classList.remove("by-keys"), true);
    box.addEventListener("keydown", (event) => {
      if (event.target !== box || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      map.fire("stoa:ask");
    });
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(box);
    document.documentElement.classList.add("has-map");
  }

  /** Points in order, as corners that can be dragged, with the line or area between them. */
  class Drawing {
    constructor(map, options) {
      this.map = map;
      this.options = options;
      this.corners = [];
      this.between = null;
      this.sentence = document.getElementById("picked");
      this.undo = document.getElementById("undo");
      this.clear = document.getElementById("clear");
      if (this.undo) this.undo.addEventListener("click", () => this.take(1));
      this.clear.addEventListener("click", () => this.take(this.corners.length));
      map.on("click", (event) => this.press(event.latlng));
      map.on("stoa:ask", () => this.press(map.getCenter()));
      this.draw();
    }

    get isPoint() {
      return this.options.shape === "point";
    }

    press(latlng) {
      if (this.corners.length >= MOST) {
        stoa.say(this.options.words.full);
        return;
      }
      if (this.isPoint) this.take(this.corners.length, false);
      this.add(latlng);
      this.changed();
    }

    add(latlng) {
      const icon = L.divIcon({
        className: this.isPoint ? "corner corner--point" : "corner",
        iconSize: [SIZE, SIZE],
      });
      const corner = L.marker(latlng, { icon, draggable: true, keyboard: false, autoPan: true }).addTo(this.map);
      corner.on("drag", () => this.draw());
      corner.on("dragend", () => this.changed());
      this.corners.push(corner);
    }

    take(count, said = true) {
      this.corners.splice(this.corners.length - count).forEach((corner) => corner.remove());
      if (said) this.changed();
    }

    positions() {
      return this.corners.map((corner) => {
        const { lat, lng } = corner.getLatLng().wrap();
        return [Number(lat.toFixed(6)), Number(lng.toFixed(6))];
      });
    }

    draw() {
      if (this.between) this.between.remove();
      this.between = null;
      const places = this.corners.map((corner) => corner.getLatLng());
      const style = { color: this.options.accent, weight: 4, interactive: false };
      if (this.options.shape === "line" && places.length > 1) this.between = L.polyline(places, style);
      if (this.options.shape === "area" && places.length > 1) {
        this.between = L.polygon(places, { ...style, weight: 3, fillOpacity: 0.2 });
      }
      if (this.between) this.between.addTo(this.map);
      const { words } = this.options;
      const count = this.corners.length;
      const said = this.isPoint ? words.point : words.more.replace("{n}", count);
      this.sentence.textContent = count ? said : words.empty;
      this.clear.hidden = count === 0;
      if (this.undo) this.undo.hidden = count === 0;
    }

    changed() {
      this.draw();
      tell({ positions: this.positions() });
    }

    show(positions) {
      this.take(this.corners.length, false);
      positions.slice(0, MOST).forEach(([lat, lng]) => this.add(L.latLng(lat, lng)));
      this.draw();
      if (positions.length === 1) this.map.setView(positions[0], Math.max(this.map.getZoom(), 17), { animate: false });
      else if (positions.length) this.map.fitBounds(L.latLngBounds(positions), { maxZoom: 18, animate: false });
    }
  }

  /** One of the things of a layer. */
  class Choice {
    constructor(map, layers, options) {
      this.map = map;
      this.layers = layers;
      this.options = options;
      this.asked = 0;
      this.mark = null;
      this.sentence = document.getElementById("picked");
      this.sentence.textContent = options.words.empty;
      map.on("click", (event) => this.ask(event.latlng, REACH));
      map.on("stoa:ask", () => this.ask(map.getCenter(), CENTRE_REACH));
    }

    async ask(latlng, reach) {
      const { words } = this.options;
      const found = stoa.nearest(this.layers, this.map, latlng, reach);
      if (!found) {
        stoa.say(words.nothing);
        return;
      }
      this.asked += 1;
      const mine = this.asked;
      try {
        const response = await fetch(found.layer.card.replace("{id}", encodeURIComponent(found.id)));
        if (!response.ok) throw new Error(String(response.status));
        const card = new DOMParser().parseFromString(await response.text(), "text/html");
        if (mine === this.asked) this.chosen(found, card.querySelector("[data-popup]")?.dataset.popup || found.id);
      } catch {
        stoa.say(words.failed);
      }
    }

    chosen(found, title) {
      if (this.mark) this.mark.remove();
      const radius = Math.max((found.radius || 6) + 5, 10);
      const style = { radius, color: this.options.accent, weight: 4, fill: false, interactive: false };
      this.mark = L.circleMarker(found.latlng, style).addTo(this.map);
      this.sentence.textContent = this.options.words.chosen.replace("{title}", title);
      tell({ fid: String(found.id), title: String(title) });
    }

    show() {}
  }

  /** Called by the map's own script when everything is there. */
  stoa.pick = (map, layers, options) => {
    dress(map, options);
    const picking = options.shape === "feature" ? new Choice(map, layers, options) : new Drawing(map, options);
    window.addEventListener("message", (event) => {
      if (event.origin !== location.origin || event.source !== window.parent || event.data?.stoa !== "show") return;
      picking.show(event.data.positions || []);
    });
    tell({ ready: true });
  };
})();
