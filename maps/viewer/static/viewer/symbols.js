// Symbols of points on a canvas: drawn once a size and colour, then stamped.
"use strict";
window.stoa = window.stoa || {};

(() => {
  const stamps = new Map();

  /** Metres on the ground of one CSS pixel at a zoom and latitude. */
  stoa.metresPerPixel = (zoom, latitude) => (156543.03392 * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom;

  /** A darker or lighter tone of #rrggbb; `share` below 0 goes to black, above 0 to white. */
  function tone(colour, share) {
    const goal = share < 0 ? 0 : 255;
    const channels = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return `rgb(${channels.map((c) => Math.round(c + (goal - c) * Math.abs(share))).join(" ")})`;
  }

  function outlineOf(category, radius) {
    const path = new Path2D();
    // Under three pixels corners are noise: everything is a dot.
    const shape = radius < 2.4 ? new Path2D("M0 -1A1 1 0 1 1 0 1A1 1 0 1 1 0 -1Z") : new Path2D(category.outline);
    path.addPath(shape, new DOMMatrix([radius, 0, 0, radius, 0, 0]));
    return path;
  }

  function shade(ctx, path, radius) {
    ctx.save();
    ctx.translate(radius * 0.16, radius * 0.22);
    ctx.globalAlpha = 0.14;
    ctx.fillStyle = "#16202b";
    ctx.fill(path);
    ctx.restore();
  }

  function drawHollow(ctx, path, category, radius) {
    ctx.fillStyle = "rgb(255 255 255 / 80%)";
    ctx.fill(path);
    ctx.strokeStyle = category.colour;
    ctx.lineWidth = Math.max(1.2, Math.min(2.2, radius * 0.3));
    if (radius >= 4) ctx.setLineDash([2.4, 1.8]);
    ctx.stroke(path);
  }

  /** A crown as seen from above: soft shade, body, light from the north-west, a thin edge. */
  function drawSymbol(ctx, category, radius) {
    const path = outlineOf(category, radius);
    if (category.hollow) {
      drawHollow(ctx, path, category, radius);
      return;
    }
    if (radius >= 5) shade(ctx, path, radius);
    if (radius >= 2.4) {
      ctx.lineJoin = "round";
      ctx.strokeStyle = "rgb(255 255 255 / 85%)";
      ctx.lineWidth = radius < 5 ? 1.1 : 1.8;
      ctx.stroke(path);
    }
    ctx.fillStyle = category.colour;
    if (radius >= 5) {
      const light = ctx.createRadialGradient(-radius * 0.35, -radius * 0.4, radius * 0.1, 0, 0, radius * 1.15);
      light.addColorStop(0, tone(category.colour, 0.28));
      light.addColorStop(0.55, category.colour);
      light.addColorStop(1, tone(category.colour, -0.16));
      ctx.fillStyle = light;
    }
    ctx.fill(path);
    if (radius >= 5) {
      ctx.strokeStyle = tone(category.colour, -0.34);
      ctx.lineWidth = 0.8;
      ctx.stroke(path);
    }
    if (category.mark && radius >= 4) {
      const mark = new Path2D();
      mark.addPath(new Path2D(category.mark), new DOMMatrix([radius, 0, 0, radius, 0, 0]));
      ctx.fillStyle = "rgb(255 255 255 / 92%)";
      ctx.fill(mark);
    }
  }

  function drawRing(ctx, radius, colour) {
    ctx.beginPath();
    ctx.arc(0, 0, radius + Math.max(1.6, radius * 0.22), 0, 2 * Math.PI);
    ctx.strokeStyle = colour;
    ctx.lineWidth = Math.max(1.4, Math.min(2.4, radius * 0.24));
    ctx.stroke();
  }

  /** A canvas with the symbol in its middle; sizes are rounded so that a town needs a few dozen of them. */
  function stampOf(category, radius, ring) {
    const size = Math.round(radius * 2) / 2;
    const key = `${category.code}:${size}:${ring}:${window.devicePixelRatio}`;
    let stamp = stamps.get(key);
    if (!stamp) {
      const half = Math.ceil(size * 1.6 + 4);
      const scale = window.devicePixelRatio || 1;
      stamp = document.createElement("canvas");
      stamp.width = stamp.height = half * 2 * scale;
      stamp.half = half;
      const ctx = stamp.getContext("2d");
      ctx.setTransform(scale, 0, 0, scale, half * scale, half * scale);
      drawSymbol(ctx, category, size);
      if (ring) drawRing(ctx, size, ring);
      stamps.set(key, stamp);
    }
    return stamp;
  }

  /** Draws the points of a style (maps/viewer/contract.py, PointStyle) for protomaps-leaflet. */
  stoa.PointSymbolizer = class {
    constructor(style, latitude) {
      this.style = style;
      this.latitude = latitude;
      this.byValue = new Map();
      style.categories.forEach((category) => {
        category.hollow = style.hollow;
        category.values.forEach((value) => this.byValue.set(value, category));
      });
      this.other = style.categories[style.categories.length - 1];
    }

    categoryOf(props) {
      const value = props[this.style.field];
      if (value === undefined || value === null) return this.other;
      const text = String(value);
      return this.byValue.get(text) || this.byValue.get(text.split(" ")[0]) || this.other;
    }

    /** Radius in CSS pixels: as wide as the crown, never too small to see, never wider than a tile's margin. */
    radiusOf(props, zoom) {
      const style = this.style;
      const measured = Number(props[style.size_field]);
      const metres = measured ? style.base + style.per_unit * measured : style.usual;
      const least = { 14: 1.5, 15: 2.1, 16: 3, 17: 4.2, 18: 5.5 }[zoom] || (zoom > 18 ? 7 : 1.5);
      return Math.min(Math.max(metres / stoa.metresPerPixel(zoom, this.latitude), least), 40);
    }

    draw(ctx, geom, zoom, feature) {
      const { x, y } = geom[0][0];
      const category = this.categoryOf(feature.props);
      if (zoom < this.style.symbol_zoom) {
        this.drawGrain(ctx, x, y, zoom, category);
        return;
      }
      const ring = this.style.ring_field && feature.props[this.style.ring_field] ? this.style.ring_colour : "";
      const stamp = stampOf(category, this.radiusOf(feature.props, zoom), ring);
      ctx.globalAlpha = zoom < 17 ? 1 : 0.94;
      ctx.drawImage(stamp, x - stamp.half, y - stamp.half, stamp.half * 2, stamp.half * 2);
    }

    /** Far away each tree is a grain: streets show as dotted rows, parks as clouds. */
    drawGrain(ctx, x, y, zoom, category) {
      const size = { 13: 2.2, 12: 1.5, 11: 1.1 }[zoom] || 0.9;
      ctx.globalAlpha = { 13: 0.85, 12: 0.6, 11: 0.45 }[zoom] || 0.35;
      ctx.fillStyle = category.colour;
      ctx.fillRect(x - size / 2, y - size / 2, size, size);
    }
  };
})();
