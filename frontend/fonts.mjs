/* Inter, cut to the letters Norwegian, the Sami languages and English use. What every page needs is one small file a
   weight; the rarer letters lie in a second one that the browser fetches only when a text has them. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

export const WEIGHTS = [400, 500, 600];

// Basic Latin, Latin-1 letters of the Nordic languages and German, and the signs our texts use.
const CORE =
  "U+20-7E,U+A0,U+A7,U+AB,U+AD,U+B0-B3,U+B7,U+BB-BE,U+C0,U+C1,U+C4-CA,U+D2-D8,U+DC,U+E0,U+E1,U+E4-EA,U+EF,U+F2-F8," +
  "U+FC,U+2013,U+2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+202F,U+2212";
// North, Lule and South Sami, Kven, Polish and other names.
const MORE = "U+100-17F";

function run(python, from, unicodes, to) {
  const asked = [
    "-m", "fontTools.subset", from, `--unicodes=${unicodes}`, "--layout-features=kern,ccmp,locl,tnum",
    "--flavor=woff2", "--no-hinting", "--desubroutinize", `--output-file=${to}`,
  ];
  const done = spawnSync(python, asked, { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`Could not cut ${from} with ${python}:\n${done.error ?? done.stderr}`);
}

export function cutFonts(python, modules, out) {
  if (!existsSync(python) && python.includes("/")) throw new Error(`No Python at ${python}; set PYTHON.`);
  for (const weight of WEIGHTS) {
    const file = (part) => `${modules}/@fontsource/inter/files/inter-${part}-${weight}-normal.woff2`;
    run(python, file("latin"), CORE, `${out}/inter-${weight}.woff2`);
    run(python, file("latin-ext"), MORE, `${out}/inter-${weight}-more.woff2`);
  }
}

/** @font-face rules; `as` gives each file the weights it is drawn for. */
export function faces(as) {
  const rule = (file, weight, range) =>
    `@font-face{font-family:Inter;font-style:normal;font-weight:${weight};font-display:swap;` +
    `src:url(./${file}.woff2) format("woff2");unicode-range:${range}}`;
  return Object.entries(as)
    .map(([file, weight]) => rule(`inter-${file}`, weight, CORE) + rule(`inter-${file}-more`, weight, MORE))
    .join("\n");
}
