// The town's things on the map: a layer of vector tiles, and which of them lies at a point.
"use strict";

(() => {
  const TILE = 256;
  // Symbols grow beyond the tiles' own margin from this zoom on; none is wider than this (pixels to each side).
  const NEIGHBOUR_ZOOM = 18;
  const MARGIN = 44;

  /** Position of a latitude and longitude at a zoom, in tiles. */
  function inTiles(latlng, zoom) {
    const point = L.CRS.EPSG3857.latLngToPoint(latlng, zoom);
    return { x: point.x / TILE, y: point.y / TILE };
  }

  function tilesAround(at, reach) {
    const found = [];
    for (let x = Math.floor(at.x - reach); x <= Math.floor(at.x + reach); x += 1)
      for (let y = Math.floor(at.y - reach); y <= Math.floor(at.y + reach); y += 1) found.push({ x, y });
    return found;
  }

  /** Makes a feature's box as wide as its symbol may be, so that every canvas that it reaches into draws it. */
  function widened(feature, dx, dy, size, margin) {
    const point = feature.geom[0][0].clone();
    point.x += dx * size;
    point.y += dy * size;
    const { x, y } = point;
    const bbox = { minX: x - margin, minY: y - margin, maxX: x + margin, maxY: y + margin };
    return { ...feature, geom: [[point]], bbox };
  }

  /** What of the neighbouring tiles reaches into this one: a tile's own margin is narrower than a great crown. */
  async function withNeighbours(view, collection, prepared) {
    const { z, x, y } = prepared.dataTile;
    const size = view.tileCache.tileSize;
    const margin = MARGIN / prepared.scale;
    const features = (prepared.data.get(collection) || []).map((one) => widened(one, 0, 0, size, margin));
    const known = new Set(features.map((one) => one.id));
    const around = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => ({ dx, dy }))).filter((at) => at.dx || at.dy);
    const tiles = await Promise.all(
      around.map(({ dx, dy }) => view.tileCache.get({ z, x: x + dx, y: y + dy }).catch(() => new Map())),
    );
    tiles.forEach((tile, at) => {
      for (const one of tile.get(collection) || []) {
        const moved = widened(one, around[at].dx, around[at].dy, size, margin);
        const { minX, minY, maxX, maxY } = moved.bbox;
        if (known.has(one.id) || maxX < 0 || minX > size || maxY < 0 || minY > size) continue;
        known.add(one.id);
        features.push(moved);
      }
    });
    return { ...prepared, data: new Map([[collection, features]]) };
  }

  function overlapping(view, collection) {
    const plain = view.getDisplayTile.bind(view);
    view.getDisplayTile = async (tile) => {
      const prepared = await plain(tile);
      return tile.z < NEIGHBOUR_ZOOM ? prepared : withNeighbours(view, collection, prepared);
    };
  }

  /** A vector tile layer of one collection; `options.style` is a PointStyle. */
  stoa.vectorTiles = (options) => {
    const { plain } = options.style;
    const symbolizer = plain
      ? new stoa.ShapeSymbolizer(options.style)
      : new stoa.PointSymbolizer(options.style, options.latitude);
    const layer = protomapsL.leafletLayer({
      url: options.url,
      maxDataZoom: options.max_data_zoom,
      attribution: options.attribution,
      noWrap: true,
      maxZoom: 20,
      pane: "overlayPane",
      zIndex: options.z_index,
      paintRules: [{ dataLayer: options.collection, symbolizer }],
      labelRules: [],
    });
    if (!plain) overlapping(layer.views.get(""), options.collection);
    layer.symbolizer = symbolizer;
    layer.collection = options.collection;
    layer.card = options.card;
    return layer;
  };

  /** What lies nearest to a place, of all layers that are shown; null for nothing within `reach` pixels. */
  stoa.nearest = (layers, map, latlng, reach) =>
    layers
      .filter((layer) => map.hasLayer(layer))
      .map((layer) => nearestOf(layer, map, latlng, reach))
      .filter(Boolean)
      .sort((one, other) => one.pixels - other.pixels)[0] || null;

  /** The feature of one layer nearest to a place: {id, layer, latlng, pixels, radius}. */
  function nearestOf(layer, map, latlng, reach) {
    const view = layer.views.get("");
    const zoom = Math.round(map.getZoom());
    const dataZoom = Math.max(0, Math.min(zoom - view.levelDiff, view.maxDataLevel));
    const scale = 2 ** (zoom - dataZoom) * TILE;
    const at = inTiles(latlng, dataZoom);
    let best = null;
    for (const tile of tilesAround(at, (reach + 40) / scale)) {
      const entry = view.tileCache.cache.get(`${tile.x}:${tile.y}:${dataZoom}`);
      const features = (entry && entry.data.get(layer.collection)) || [];
      for (const feature of features) {
        const size = view.tileCache.tileSize;
        const point = stoa.nearestPlace(feature, { x: (at.x - tile.x) * size, y: (at.y - tile.y) * size });
        const x = tile.x + point.x / size;
        const y = tile.y + point.y / size;
        const pixels = Math.hypot(x - at.x, y - at.y) * scale;
        const radius = layer.symbolizer.radiusOf(feature.props, zoom);
        if (pixels <= Math.max(reach, radius) && (!best || pixels < best.pixels)) {
          const crs = L.CRS.EPSG3857.pointToLatLng(L.point(x * TILE, y * TILE), dataZoom);
          best = { id: feature.id, layer, latlng: crs, pixels, radius };
        }
      }
    }
    return best;
  }
})();
