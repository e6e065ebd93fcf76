/* Builds everything the pages load into the ui module's static folder: two stylesheets, five scripts, the font cut
   to our letters, the icons, and manifest.json ({file: hash}). Seconds, offline, no browser. PYTHON names the Python
   with fontTools; without it the repository's own .venv is used. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import { cutFonts, faces } from "./fonts.mjs";
import { png, svg } from "./icon.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const out = join(root, "src/merkbar/ground/ui/static/build");
const python = process.env.PYTHON || join(root, ".venv/bin/python");
const target = ["chrome111", "firefox115", "safari16.4"];

// The theme carries brand colours and a second type family that nothing here uses.
const leanTheme = {
  name: "lean-theme",
  setup(build) {
    build.onLoad({ filter: /designsystemet-theme.*themes.*\.css$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8")
        .replace(/^\s*--ds-color-brand\d-[\w-]+:.*;$/gm, "")
        .replace(/^@layer ds\.theme\.color \{\n\[data-color="brand\d"\][^}]*\}\n+\}$/gm, "")
        .replace(/^@layer ds\.theme\.typography\.secondary \{\n[^}]*\}\n+\}$/gm, ""),
      loader: "css",
    }));
  },
};

const fontFaces = {
  name: "font-faces",
  setup(build) {
    const sheets = {
      "./fonts.css": faces({ 400: "400", 500: "500", 600: "600" }),
      "./fonts-report.css": faces({ 400: "400", 600: "500 600" }),
    };
    build.onResolve({ filter: /^\.\/fonts(-report)?\.css$/ }, ({ path }) => ({ path, namespace: "faces" }));
    build.onLoad({ filter: /./, namespace: "faces" }, ({ path }) => ({ contents: sheets[path], loader: "css" }));
  },
};

function bundle(entryPoints, more = {}) {
  return esbuild.build({
    entryPoints: entryPoints.map((entry) => join(here, entry)),
    outdir: out, bundle: true, minify: true, target, legalComments: "none", logLevel: "warning",
    absWorkingDir: root, entryNames: "[name]", ...more,
  });
}

const hash = (data) => createHash("sha256").update(data).digest("hex").slice(0, 16);
const hashes = () =>
  Object.fromEntries(readdirSync(out).sort().map((name) => [name, hash(readFileSync(join(out, name)))]));

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
cutFonts(python, join(root, "node_modules"), out);
await bundle(["css/app.css", "css/report.css"], { external: ["*.woff2"], plugins: [leanTheme, fontFaces] });
await bundle(["js/app.js", "js/report.js", "js/copy.js", "js/editor.js"], { format: "iife" });
const sprite = readFileSync(join(here, "icons.svg"), "utf8");
writeFileSync(join(out, "sprite.svg"), sprite.replace(/<!--[\s\S]*?-->/g, "").replace(/>\s+</g, "><"));
writeFileSync(join(out, "icon.svg"), svg());
for (const size of [192, 512]) writeFileSync(join(out, `icon-${size}.png`), png(size));

// The service worker names its cache after all the files, so it changes when any of them does.
const version = hash(JSON.stringify(hashes()));
await bundle(["js/sw.js"], { format: "iife", define: { VERSION: JSON.stringify(version) } });
writeFileSync(join(out, "manifest.json"), `${JSON.stringify(hashes(), null, 1)}\n`);
