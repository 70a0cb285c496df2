// How the layers of a foreign vector basemap are drawn: the same quiet ground, whichever schema the file follows.
"use strict";

(() => {
  const FONT = '"Commissioner Variable", "Noto Sans", sans-serif';
  const INK = "#46525e";
  // Metres from kerb to kerb and the least pixels, from the widest kind of street to a path.
  const STREETS = {
    motorway: { metres: 18, least: 2.6, names: 13, weight: 600 },
    avenue: { metres: 13, least: 2, names: 14, weight: 600 },
    street: { metres: 7.5, least: 1.1, names: 16, weight: 500 },
    lane: { metres: 4, least: 0.7, names: 17, weight: 500 },
    path: { metres: 2, least: 0.6, names: 18, weight: 500 },
    rail: { metres: 1.2, least: 0.7, names: 99, weight: 500 },
  };
  const ORDER = ["rail", "path", "lane", "street", "avenue", "motorway"];

  function table(groups) {
    const found = new Map();
    for (const [kind, names] of Object.entries(groups)) names.split(" ").forEach((name) => found.set(name, kind));
    return found;
  }

  // From the words of a schema to the kinds of our own ground (maps/viewer/ground.py, AREAS).
  const AREAS = table({
    park: "park garden village_green recreation_ground golf_course zoo theme_park nature_reserve protected_area national_park allotments",
    wood: "wood forest",
    field: "grass grassland farmland scrub meadow",
    beach: "sand beach",
    cemetery: "cemetery grave_yard",
    sports: "stadium pitch track",
    playground: "playground",
    school: "school university college kindergarten library hospital",
    industry: "industrial railway quarry military commercial retail aerodrome airfield",
    square: "pedestrian pier",
    residential: "residential suburb neighbourhood quarter urban_area",
  });
  const OMT_STREETS = table({
    motorway: "motorway trunk",
    avenue: "primary secondary",
    street: "tertiary minor street busway",
    lane: "service track raceway",
    path: "path pier",
    rail: "rail transit",
  });
  const PM_STREETS = table({
    motorway: "highway",
    avenue: "major_road medium_road",
    street: "minor_road",
    lane: "other service",
    path: "path",
    rail: "rail",
  });

  const places = { city: 8, town: 10, village: 12, suburb: 12, locality: 10, quarter: 14, neighbourhood: 14 };

  /** What each schema calls the same thing. `area`, `street`, `place` read a feature's properties. */
  const SCHEMAS = {
    openmaptiles: {
      areas: ["landcover", "landuse", "park"],
      area: (props, layer) => (layer === "park" ? "park" : AREAS.get(props.subclass) || AREAS.get(props.class)),
      water: "water",
      rivers: "waterway",
      streets: "transportation",
      streetNames: "transportation_name",
      street: (props) => OMT_STREETS.get(props.class),
      buildings: "building",
      places: "place",
      place: (props) => places[props.class],
    },
    protomaps: {
      areas: ["landcover", "landuse"],
      area: (props) => AREAS.get(props.kind),
      water: "water",
      rivers: "water",
      streets: "roads",
      streetNames: "roads",
      street: (props) => PM_STREETS.get(props.kind),
      buildings: "buildings",
      places: "places",
      place: (props) => places[props.kind],
    },
  };

  function areaRules(schema, options) {
    const colours = options.colours;
    const fill = (layer) => (_zoom, feature) => colours.areas[schema.area(feature.props, layer)];
    const rules = schema.areas.map((layer) => ({
      dataLayer: layer,
      filter: (_zoom, feature) => feature.geomType === 3 && Boolean(schema.area(feature.props, layer)),
      symbolizer: new protomapsL.PolygonSymbolizer({ fill: fill(layer), perFeature: true }),
    }));
    rules.push({
      dataLayer: schema.water,
      filter: (_zoom, feature) => feature.geomType === 3,
      symbolizer: new protomapsL.PolygonSymbolizer({ fill: colours.areas.water }),
    });
    rules.push({
      dataLayer: schema.rivers,
      filter: (_zoom, feature) => feature.geomType === 2,
      symbolizer: new protomapsL.LineSymbolizer({ color: colours.areas.water, width: (zoom) => (zoom < 14 ? 1 : 3) }),
    });
    return rules;
  }

  function streetRules(schema, options) {
    const { street, street_edge: edge } = options.colours;
    const width = (kind, extra) => (zoom) =>
      Math.max(STREETS[kind].metres / stoa.metresPerPixel(zoom, options.latitude), STREETS[kind].least) + extra;
    const rule = (kind, color, extra, minzoom) => ({
      dataLayer: schema.streets,
      minzoom,
      filter: (_zoom, feature) => feature.geomType === 2 && schema.street(feature.props) === kind,
      symbolizer: new protomapsL.LineSymbolizer({
        color,
        width: width(kind, extra),
        lineCap: kind === "rail" ? "butt" : "round",
        lineJoin: "round",
      }),
    });
    const from = { lane: 14, path: 15, rail: 13 };
    const kinds = ORDER.filter((kind) => kind !== "rail");
    return [
      rule("rail", edge, 0, from.rail),
      // All edges before all carriageways: no seam at a crossing.
      ...kinds.filter((kind) => kind !== "path").map((kind) => rule(kind, edge, 1.4, 14)),
      ...kinds.map((kind) => rule(kind, street, 0, from[kind] || 0)),
    ];
  }

  function buildingRule(schema, options) {
    return {
      dataLayer: schema.buildings,
      minzoom: 15,
      filter: (_zoom, feature) => feature.geomType === 3,
      symbolizer: new protomapsL.PolygonSymbolizer({
        fill: options.colours.building,
        stroke: options.colours.building_edge,
        width: 0.7,
      }),
    };
  }

  /** Names in the page's language first; a schema's Latin name helps whoever cannot read the local script. */
  function nameProps(language) {
    const own = [`name:${language}`, `name_${language}`];
    return language === "en" ? [...own, "name:latin", "name_int", "name"] : [...own, "name", "name:latin"];
  }

  function labelRules(schema, options) {
    const labelProps = nameProps(options.language);
    const halo = { fill: INK, stroke: "rgb(255 255 255 / 90%)", width: 3 };
    const streets = ORDER.filter((kind) => kind !== "rail")
      .reverse()
      .map((kind) => ({
        dataLayer: schema.streetNames,
        minzoom: STREETS[kind].names,
        filter: (_zoom, feature) => feature.geomType === 2 && schema.street(feature.props) === kind,
        symbolizer: new protomapsL.LineLabelSymbolizer({
          ...halo,
          labelProps,
          font: (zoom) => `${STREETS[kind].weight} ${Math.min(11 + Math.max(zoom - 15, 0), 14)}px ${FONT}`,
          position: 2,
          repeatDistance: 420,
        }),
      }));
    const named = {
      dataLayer: schema.places,
      filter: (zoom, feature) => feature.geomType === 1 && zoom >= schema.place(feature.props) && zoom < 18,
      symbolizer: new protomapsL.CenteredTextSymbolizer({
        ...halo,
        labelProps,
        font: (zoom) => `600 ${zoom < 15 ? 14 : 12}px ${FONT}`,
        lineHeight: 1.3,
        maxLineChars: 18,
      }),
    };
    return [named, ...streets];
  }

  function outlineRules(layers, colours) {
    return layers.map((layer) => ({
      dataLayer: layer,
      filter: (_zoom, feature) => feature.geomType > 1,
      symbolizer: new protomapsL.LineSymbolizer({ color: colours.building_edge, width: 1 }),
    }));
  }

  /** The schemas a file follows; all of them where it does not tell its layers. */
  function schemasOf(layers) {
    const { openmaptiles, protomaps } = SCHEMAS;
    if (layers.includes(openmaptiles.streets)) return [openmaptiles];
    if (layers.includes(protomaps.streets)) return [protomaps];
    return layers.length ? [] : [openmaptiles, protomaps];
  }

  /** Rules for painting and naming the layers of a file: { paint, labels, fonts }. */
  stoa.basemapRules = (layers, options) => {
    const schemas = schemasOf(layers);
    const paint = (schema) => [...areaRules(schema, options), ...streetRules(schema, options), buildingRule(schema, options)];
    return {
      paint: schemas.length ? schemas.flatMap(paint) : outlineRules(layers, options.colours),
      labels: schemas.flatMap((schema) => labelRules(schema, options)),
      fonts: [`500 12px ${FONT}`, `600 12px ${FONT}`],
    };
  };
})();
