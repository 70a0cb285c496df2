// What is this? By click, touch, or Enter at the centre cross.
"use strict";

(() => {
  const REACH = 14;
  const CENTRE_REACH = 40;

  function ring(map, latlng, radius, colour) {
    return L.circleMarker(latlng, {
      radius: Math.max(radius + 5, 9),
      color: colour,
      weight: 3.5,
      fill: false,
      interactive: false,
    }).addTo(map);
  }

  /** Opens the card of what is asked for, on any of the layers; options: words, accent, selected. */
  stoa.popups = (map, layers, options) => {
    let marked = null;
    let asked = 0;

    function unmark() {
      if (marked) marked.remove();
      marked = null;
    }

    function name(popup, byKeyboard) {
      const element = popup.getElement();
      const content = element.querySelector("[data-popup]");
      const close = element.querySelector(".leaflet-popup-close-button");
      close.setAttribute("aria-label", options.words.close);
      close.title = options.words.close;
      element.setAttribute("role", "dialog");
      element.setAttribute("aria-label", content ? content.dataset.popup : options.words.nothing);
      element.tabIndex = -1;
      if (byKeyboard) element.focus({ preventScroll: true });
    }

    async function fetched(found) {
      const response = await fetch(found.layer.card.replace("{id}", encodeURIComponent(found.id)));
      if (!response.ok) throw new Error(String(response.status));
      return response.text();
    }

    async function open(found, byKeyboard) {
      asked += 1;
      const mine = asked;
      let html;
      try {
        html = await fetched(found);
      } catch {
        stoa.say(options.words.failed);
        return;
      }
      if (mine !== asked) return;
      map.closePopup();
      unmark();
      marked = ring(map, found.latlng, found.radius || 6, options.accent);
      const popup = L.popup({
        offset: [0, -Math.max(found.radius || 6, 6)],
        maxWidth: Math.min(300, map.getSize().x - 116),
        minWidth: Math.min(220, map.getSize().x - 130),
        // Neither under the search nor under the buttons.
        autoPanPaddingTopLeft: [12, 72],
        autoPanPaddingBottomRight: [72, 24],
      })
        .setLatLng(found.latlng)
        .setContent(html)
        .openOn(map);
      name(popup, byKeyboard);
    }

    function ask(latlng, reach, byKeyboard) {
      const found = stoa.nearest(layers, map, latlng, reach);
      if (found) open(found, byKeyboard);
      else if (byKeyboard) stoa.say(options.words.nothing);
    }

    map.on("popupclose", () => {
      const inside = document.activeElement && document.activeElement.closest(".leaflet-popup");
      unmark();
      if (inside) map.getContainer().focus({ preventScroll: true });
    });
    map.on("click", (event) => ask(event.latlng, REACH, false));
    map.on("stoa:ask", () => ask(map.getCenter(), CENTRE_REACH, true));
    map.on("mousemove", (event) => {
      const over = map.getZoom() >= 15 && stoa.nearest(layers, map, event.latlng, 8);
      map.getContainer().classList.toggle("is-over", Boolean(over));
    });
    // Ringed, not opened: whoever comes from its own page knows what it is. Enter or a click opens the card.
    if (options.selected) marked = ring(map, L.latLng(options.selected.at), 7, options.accent);
  };
})();
