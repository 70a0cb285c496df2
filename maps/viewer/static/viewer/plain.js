// Any collection: dots, lines and areas, in one colour or by the values of a column, and how far a place is from each.
"use strict";
window.stoa = window.stoa || {};

(() => {
  const POINT = 1;
  const AREA = 3;

  /** How far a place is from the line between two others, and where it is nearest. */
  function toSegment(at, from, to) {
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const length = dx * dx + dy * dy;
    const share = length ? Math.max(0, Math.min(1, ((at.x - from.x) * dx + (at.y - from.y) * dy) / length)) : 0;
    const near = { x: from.x + share * dx, y: from.y + share * dy };
    return { ...near, distance: Math.hypot(at.x - near.x, at.y - near.y) };
  }

  function isInside(at, rings) {
    let inside = false;
    for (const ring of rings)
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const [a, b] = [ring[i], ring[j]];
        if (a.y > at.y !== b.y > at.y && at.x < ((b.x - a.x) * (at.y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
      }
    return inside;
  }

  /** The place of a feature nearest to another, in the units of its tile: {x, y, distance}. */
  stoa.nearestPlace = (feature, at) => {
    if (feature.geomType === AREA && isInside(at, feature.geom)) return { ...at, distance: 0 };
    let best = { x: 0, y: 0, distance: Infinity };
    const keep = (found) => {
      if (found.distance < best.distance) best = found;
    };
    for (const part of feature.geom) {
      if (feature.geomType === POINT || part.length < 2)
        part.forEach((point) => keep({ x: point.x, y: point.y, distance: Math.hypot(at.x - point.x, at.y - point.y) }));
      else for (let i = 1; i < part.length; i += 1) keep(toSegment(at, part[i - 1], part[i]));
    }
    return best;
  };

  /** Draws whatever geometry a collection has. */
  stoa.ShapeSymbolizer = class {
    constructor(style) {
      this.style = style;
      this.byValue = new Map();
      style.categories.forEach((category) => category.values.forEach((value) => this.byValue.set(value, category)));
      this.other = style.categories[style.categories.length - 1];
      this.paths = new Map();
    }

    categoryOf(props) {
      const value = props[this.style.field];
      return value === undefined || value === null ? this.other : this.byValue.get(String(value)) || this.other;
    }

    radiusOf(props, zoom) {
      let radius = zoom < 17 ? 5 : 7;
      if (zoom < 15) radius = zoom < 12 ? 2.5 : 3.6;
      if (!this.style.size_most) return radius;
      // The area of a symbol grows with its number; no symbol is wider than a tile's margin.
      const share = Math.max(0, Number(props[this.style.size_field]) || 0) / this.style.size_most;
      return radius * (0.55 + 1.6 * Math.sqrt(Math.min(share, 1)));
    }

    draw(ctx, geom, zoom, feature) {
      ctx.lineJoin = "round";
      ctx.lineCap = "round";
      const category = this.categoryOf(feature.props);
      if (feature.geomType === POINT) this.drawPoints(ctx, geom, zoom, category, this.radiusOf(feature.props, zoom));
      else this.drawPaths(ctx, geom, zoom, category.colour, feature.geomType === AREA);
    }

    /** The outline of a symbol around 0,0: a dot where there is one colour only, or where corners would be noise. */
    pathOf(category, radius) {
      const plain = radius < 3 || this.style.categories.length < 2;
      const key = `${plain ? "" : category.code}:${radius.toFixed(1)}`;
      if (!this.paths.has(key)) {
        const path = new Path2D();
        const scale = plain ? radius : radius * 1.1;
        const outline = plain ? "M0 -1A1 1 0 1 1 0 1A1 1 0 1 1 0 -1Z" : category.outline;
        path.addPath(new Path2D(outline), new DOMMatrix([scale, 0, 0, scale, 0, 0]));
        this.paths.set(key, path);
      }
      return this.paths.get(key);
    }

    drawPoints(ctx, geom, zoom, category, radius) {
      const path = this.pathOf(category, radius);
      ctx.globalAlpha = zoom < 13 ? 0.75 : 0.95;
      ctx.fillStyle = category.colour;
      ctx.strokeStyle = "#fff";
      ctx.lineWidth = zoom < 13 ? 0.7 : 1.4;
      for (const part of geom)
        for (const { x, y } of part) {
          ctx.save();
          ctx.translate(x, y);
          ctx.stroke(path);
          ctx.fill(path);
          ctx.restore();
        }
    }

    drawPaths(ctx, geom, zoom, colour, isArea) {
      ctx.beginPath();
      for (const part of geom) part.forEach((point, at) => (at ? ctx.lineTo(point.x, point.y) : ctx.moveTo(point.x, point.y)));
      ctx.strokeStyle = colour;
      if (isArea) {
        ctx.fillStyle = colour;
        ctx.globalAlpha = this.style.field ? 0.45 : 0.24;
        ctx.fill("evenodd");
      }
      ctx.globalAlpha = isArea ? 0.85 : 0.9;
      ctx.lineWidth = isArea ? (zoom < 15 ? 0.9 : 1.5) : zoom < 13 ? 1.2 : zoom < 16 ? 2.2 : 3.4;
      ctx.stroke();
    }
  };
})();
