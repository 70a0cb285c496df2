// Any collection in one colour: dots, lines and areas, and how far a place is from each.
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
      this.colour = style.categories[0].colour;
    }

    radiusOf(_props, zoom) {
      if (zoom < 12) return 2.5;
      if (zoom < 15) return 3.6;
      return zoom < 17 ? 5 : 7;
    }

    draw(ctx, geom, zoom, feature) {
      ctx.lineJoin = "round";
      ctx.lineCap = "round";
      if (feature.geomType === POINT) this.drawPoints(ctx, geom, zoom);
      else this.drawPaths(ctx, geom, zoom, feature.geomType === AREA);
    }

    drawPoints(ctx, geom, zoom) {
      const radius = this.radiusOf({}, zoom);
      ctx.globalAlpha = zoom < 13 ? 0.75 : 0.95;
      ctx.fillStyle = this.colour;
      ctx.strokeStyle = "#fff";
      ctx.lineWidth = zoom < 13 ? 0.7 : 1.4;
      for (const part of geom)
        for (const { x, y } of part) {
          ctx.beginPath();
          ctx.arc(x, y, radius, 0, 2 * Math.PI);
          ctx.fill();
          ctx.stroke();
        }
    }

    drawPaths(ctx, geom, zoom, isArea) {
      ctx.beginPath();
      for (const part of geom) part.forEach((point, at) => (at ? ctx.lineTo(point.x, point.y) : ctx.moveTo(point.x, point.y)));
      ctx.strokeStyle = this.colour;
      if (isArea) {
        ctx.fillStyle = this.colour;
        ctx.globalAlpha = 0.24;
        ctx.fill("evenodd");
      }
      ctx.globalAlpha = isArea ? 0.85 : 0.9;
      ctx.lineWidth = isArea ? (zoom < 15 ? 0.9 : 1.5) : zoom < 13 ? 1.2 : zoom < 16 ? 2.2 : 3.4;
      ctx.stroke();
    }
  };
})();
