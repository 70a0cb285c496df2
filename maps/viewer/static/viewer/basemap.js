// A PMTiles file as the ground: pictures, or vector tiles of the OpenMapTiles or the Protomaps schema.
"use strict";

(() => {
  const VECTOR = 1;
  const MOST_ZOOM = 20;
  const TILE = 256;

  /** Names of the file's layers: from its metadata, or from the metadata within it of the MBTiles it was made of. */
  function layersOf(metadata) {
    let listed = metadata.vector_layers;
    try {
      listed = listed || JSON.parse(metadata.json).vector_layers;
    } catch {
      // Neither; the rules of all schemas are tried.
    }
    return Array.isArray(listed) ? listed.map((layer) => layer.id) : [];
  }

  function plainText(html) {
    // What stands in a file somebody else made is text here, never markup.
    const read = new DOMParser().parseFromString(String(html || ""), "text/html").body.textContent.trim();
    const holder = document.createElement("span");
    holder.textContent = read;
    return holder.innerHTML;
  }

  async function vectorLayers(archive, header, metadata, options) {
    const rules = stoa.basemapRules(layersOf(metadata), options);
    const shared = {
      url: archive,
      // Tiles of the file are twice as wide as those on the screen (levelDiff); beyond the last they are stretched.
      maxDataZoom: header.maxZoom,
      noWrap: true,
      maxZoom: MOST_ZOOM,
      lang: options.language,
    };
    const ground = protomapsL.leafletLayer({
      ...shared,
      attribution: options.attribution || plainText(metadata.attribution),
      backgroundColor: options.colours.land,
      paintRules: rules.paint,
      labelRules: [],
    });
    const names = protomapsL.leafletLayer({
      ...shared,
      attribution: "",
      paintRules: [],
      labelRules: rules.labels,
      tasks: rules.fonts.map((font) => document.fonts.load(font, "Aα")),
      pane: "stoa-names",
    });
    names.views = ground.views;
    return [ground, names];
  }

  /** Pictures of a PMTiles file on canvases: a file that ends at a far zoom is enlarged, piece by piece. */
  const PictureLayer = L.GridLayer.extend({
    initialize(archive, header, options) {
      L.GridLayer.prototype.initialize.call(this, options);
      this.archive = archive;
      this.header = header;
      this.pictures = new Map();
    },

    createTile(coords, done) {
      const canvas = L.DomUtil.create("canvas", "leaflet-tile");
      this.draw(canvas, coords).then(
        () => done(null, canvas),
        (problem) => done(problem, canvas),
      );
      return canvas;
    },

    picture(z, x, y) {
      const key = `${z}/${x}/${y}`;
      if (!this.pictures.has(key)) {
        if (this.pictures.size > 100) this.pictures.delete(this.pictures.keys().next().value);
        const asked = this.archive
          .getZxy(z, x, y)
          .then((tile) => (tile ? createImageBitmap(new Blob([tile.data])) : null));
        asked.catch(() => this.pictures.delete(key));
        this.pictures.set(key, asked);
      }
      return this.pictures.get(key);
    },

    async draw(canvas, { x, y, z }) {
      const deep = Math.max(0, z - this.header.maxZoom);
      const parts = 2 ** deep;
      const picture = await this.picture(z - deep, Math.floor(x / parts), Math.floor(y / parts));
      if (!picture) return;
      const side = picture.width / parts;
      // As sharp as the file is, or as the screen can show; never a canvas of nothing.
      canvas.width = canvas.height = Math.max(TILE, deep ? TILE : picture.width);
      const context = canvas.getContext("2d");
      context.imageSmoothingQuality = "high";
      context.drawImage(picture, (x % parts) * side, (y % parts) * side, side, side, 0, 0, canvas.width, canvas.height);
    },
  });

  /** The ground fills itself when the file's head has come; until then, and when it fails, the map is plain paper. */
  stoa.pmtilesGround = (options) => {
    const archive = new pmtiles.PMTiles(options.url);
    const group = L.layerGroup([]);
    group.beforeAdd = (map) => stoa.namesPane(map);
    const fill = async () => {
      const header = await archive.getHeader();
      const metadata = await archive.getMetadata();
      const attribution = options.attribution || plainText(metadata.attribution);
      const layers =
        header.tileType === VECTOR
          ? await vectorLayers(archive, header, metadata, options)
          : [new PictureLayer(archive, header, { attribution, noWrap: true, maxZoom: MOST_ZOOM })];
      layers.forEach((layer) => group.addLayer(layer));
    };
    fill().catch((problem) => console.error("The file with the ground cannot be read.", problem));
    return group;
  };
})();
