// The quiet ground below the data: the town's own land areas and streets, drawn without WebGL.
"use strict";

(() => {
  const FONT = '"Commissioner Variable", "Noto Sans", sans-serif';
  const INK = "#46525e";

  /** Width of a street in pixels, true to the ground and never invisible. */
  function streetWidth(latitude, extra) {
    const least = { avenue: 2.2, street: 1.1, lane: 0.8, pedestrian: 0.8, path: 0.6 };
    return (zoom, feature) => {
      const usual = { avenue: 20, street: 10, lane: 6, pedestrian: 6, path: 2.5 }[feature.props.class] || 8;
      // A carriageway is narrower than the space from wall to wall.
      const metres = (Number(feature.props.width_m) || usual) * 0.8;
      const wide = zoom < 13 ? 0.6 : 1;
      return (
        Math.max(metres / stoa.metresPerPixel(zoom, latitude), (least[feature.props.class] || 1) * wide) + extra
      );
    };
  }

  function areaRules(options) {
    const P = protomapsL.PolygonSymbolizer;
    const kinds = options.colours.areas;
    const low = new Set(options.colours.water);
    const fill = (_zoom, feature) => kinds[feature.props.kind] || options.colours.land;
    const isBuilding = (feature) => feature.props.kind === "building";
    return [
      {
        dataLayer: "land-areas",
        filter: (_zoom, f) => !isBuilding(f) && !low.has(f.props.kind),
        symbolizer: new P({ fill, stroke: fill, width: (_zoom, _f) => 0.4 }),
      },
      {
        dataLayer: "land-areas",
        filter: (_zoom, f) => low.has(f.props.kind),
        // No edge: where a coast is cut off it would draw a hair across the land.
        symbolizer: new P({ fill, perFeature: true }),
      },
    ];
  }

  function streetRules(options) {
    const L = protomapsL.LineSymbolizer;
    const line = (color, extra) =>
      new L({
        color: (_zoom, _f) => color,
        width: streetWidth(options.latitude, extra),
        lineCap: "round",
        lineJoin: "round",
      });
    const isPath = (f) => f.props.class === "path";
    return [
      {
        dataLayer: "streets",
        minzoom: 15,
        filter: (_zoom, f) => !isPath(f),
        symbolizer: line(options.colours.street_edge, 1.4),
      },
      { dataLayer: "streets", filter: (zoom, f) => zoom > 14 || !isPath(f), symbolizer: line(options.colours.street, 0) },
    ];
  }

  function buildingRule(options) {
    return {
      dataLayer: "land-areas",
      minzoom: 15,
      filter: (_zoom, f) => f.props.kind === "building",
      symbolizer: new protomapsL.PolygonSymbolizer({
        fill: options.colours.building,
        stroke: options.colours.building_edge,
        width: 0.7,
      }),
    };
  }

  function nameProps(options) {
    return [`name_${options.language}`, "name_el", "name_en", "name"];
  }

  function streetNames(options) {
    return Object.entries(options.street_names).map(([kind, zoom]) => ({
      dataLayer: "streets",
      minzoom: zoom,
      filter: (_zoom, f) => f.props.class === kind,
      symbolizer: new protomapsL.LineLabelSymbolizer({
        labelProps: nameProps(options),
        font: (z) => `${kind === "avenue" ? 600 : 500} ${Math.min(11 + Math.max(z - 15, 0), 14)}px ${FONT}`,
        fill: INK,
        stroke: "rgb(255 255 255 / 90%)",
        width: 3.5,
        position: 2,
        repeatDistance: 420,
      }),
    }));
  }

  /** The name in the middle of a place; said once, though the place may lie in several tiles. */
  class PlaceName {
    constructor(options) {
      this.text = new protomapsL.CenteredTextSymbolizer(options);
      this.names = options.labelProps;
    }

    place(layout, geom, feature) {
      const name = this.names.map((key) => feature.props[key]).find(Boolean);
      if (!name) return undefined;
      const xs = geom[0].map((point) => point.x);
      const ys = geom[0].map((point) => point.y);
      const middle = geom[0][0].clone();
      middle.x = (Math.min(...xs) + Math.max(...xs)) / 2;
      middle.y = (Math.min(...ys) + Math.max(...ys)) / 2;
      const width = Math.max(...xs) - Math.min(...xs);
      if (width < Math.min(name.length, 14) * 4) return undefined;
      const labels = this.text.place(layout, [[middle]], feature);
      return labels && labels.map((label) => ({ ...label, deduplicationKey: name, deduplicationDistance: 500 }));
    }
  }

  function placeNames(options) {
    const water = new Set(options.colours.water);
    return Object.entries(options.place_names).map(([kind, zoom]) => ({
      dataLayer: "land-areas",
      minzoom: zoom,
      filter: (_zoom, f) => f.props.kind === kind,
      symbolizer: new PlaceName({
        labelProps: nameProps(options),
        font: `600 12px ${FONT}`,
        fill: water.has(kind) ? "#3c6b80" : kind === "square" ? "#7a5c1e" : "#47662f",
        stroke: "rgb(255 255 255 / 80%)",
        width: 1.6,
        lineHeight: 1.35,
        maxLineChars: 16,
      }),
    }));
  }

  /** Two canvases from one download: the ground itself, and names above the data that nothing can cover. */
  stoa.ground = (options) => {
    const shared = {
      url: options.url,
      maxDataZoom: options.max_data_zoom,
      attribution: options.attribution,
      lang: options.language,
      noWrap: true,
      maxZoom: 20,
    };
    const ground = protomapsL.leafletLayer({
      ...shared,
      backgroundColor: options.colours.land,
      paintRules: [...areaRules(options), ...streetRules(options), buildingRule(options)],
      labelRules: [],
    });
    const names = protomapsL.leafletLayer({
      ...shared,
      attribution: "",
      paintRules: [],
      labelRules: [...placeNames(options), ...streetNames(options)],
      tasks: ["500 12px", "600 12px"].map((font) => document.fonts.load(`${font} ${FONT}`, "Aα")),
      pane: "stoa-names",
    });
    names.views = ground.views;
    const group = L.layerGroup([ground, names]);
    // The layer switch lists one thing, though it is two canvases; a pane must be there before its layer.
    group.beforeAdd = (map) => stoa.namesPane(map);
    return group;
  };

  /** No ground: the data on plain paper. */
  stoa.noGround = () => L.layerGroup([]);

  stoa.namesPane = (map) => {
    if (map.getPane("stoa-names")) return;
    const pane = map.createPane("stoa-names");
    pane.style.zIndex = 450;
    pane.style.pointerEvents = "none";
  };
})();
