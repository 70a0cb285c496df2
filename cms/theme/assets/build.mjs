// Builds every public asset into cms/theme/static/theme/: `npm run build`.
// One plain script: no watcher, no framework; it runs in about two seconds and again gives the same bytes.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../..");
const modules = join(root, "node_modules");
const out = join(here, "../static/theme");

/** Copies a script without its source-map comment: the fingerprinting storage would look for the map. */
function copyScript(from, to) {
  const text = readFileSync(join(modules, from), "utf8");
  writeFileSync(join(out, to), text.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
}

function styles() {
  const result = compile(join(here, "scss/stoa.scss"), {
    style: "compressed",
    loadPaths: [modules],
    quietDeps: true,
  });
  writeFileSync(join(out, "stoa.css"), result.css);
}

/** Only latin and greek, only the weight axis: 52 kB for every text of the portal. */
function fonts() {
  mkdirSync(join(out, "fonts"));
  for (const subset of ["latin", "greek"]) {
    const name = `commissioner-${subset}-wght-normal.woff2`;
    cpSync(join(modules, "@fontsource-variable/commissioner/files", name), join(out, "fonts", name));
  }
  cpSync(join(modules, "@fontsource-variable/commissioner/LICENSE"), join(out, "fonts/LICENSE"));
}

/** One sprite of the listed icons; colour and stroke come from the page's own .icon rule. */
function icons() {
  const names = readFileSync(join(here, "icons.txt"), "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("#"));
  const symbols = names.map((name) => {
    const svg = readFileSync(join(modules, "lucide-static/icons", `${name}.svg`), "utf8");
    const shapes = svg.replace(/^[\s\S]*?<svg[\s\S]*?>/, "").replace("</svg>", "").replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
  });
  const head = "<!-- lucide (ISC licence, lucide.dev) -->";
  writeFileSync(
    join(out, "icons.svg"),
    `<svg xmlns="http://www.w3.org/2000/svg">${head}\n${symbols.join("\n")}\n</svg>\n`,
  );
}

async function scripts() {
  await build({
    entryPoints: readdirSync(join(here, "js")).map((name) => join(here, "js", name)),
    outdir: out,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    nodePaths: [modules],
    legalComments: "none",
  });
  copyScript("htmx.org/dist/htmx.min.js", "htmx.js");
}

/** What map pages load by name; their licences travel with them. */
function vendor() {
  mkdirSync(join(out, "vendor"));
  copyScript("leaflet/dist/leaflet.js", "vendor/leaflet.js");
  copyScript("protomaps-leaflet/dist/protomaps-leaflet.js", "vendor/protomaps-leaflet.js");
  copyScript("pmtiles/dist/pmtiles.js", "vendor/pmtiles.js");
  cpSync(join(modules, "leaflet/dist/leaflet.css"), join(out, "vendor/leaflet.css"));
  cpSync(join(modules, "leaflet/dist/images"), join(out, "vendor/images"), { recursive: true });
  cpSync(join(modules, "leaflet/LICENSE"), join(out, "vendor/leaflet.LICENSE"));
  cpSync(join(modules, "protomaps-leaflet/LICENSE"), join(out, "vendor/protomaps-leaflet.LICENSE"));
}

const started = Date.now();
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
cpSync(join(here, "static"), out, { recursive: true });
styles();
fonts();
icons();
vendor();
await scripts();
console.log(`theme assets built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
