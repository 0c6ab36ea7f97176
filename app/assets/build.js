// Makes app/static/lib/ and app/press/fonts/ out of the packages that deno.json pins: `make assets`. The same bytes every time.

import { buildPrintFonts } from "./letters.js";
import { buildFonts, buildIcons } from "./pictures.js";
import { buildFreehand, buildScripts } from "./scripts.js";
import { buildStyles } from "./styles.js";

const LIB = new URL("../static/lib/", import.meta.url);
const PRESS = new URL("../press/fonts/", import.meta.url);

/** @type {Map<string, string | Uint8Array>} */
const built = new Map([
  ...await buildFonts(),
  ...await buildIcons(),
  ["perfect-freehand.js", await buildFreehand()],
  ["govuk.js", await buildScripts()],
  ["govuk.css", await buildStyles()],
]);

await lay(await buildPrintFonts(), PRESS);
await lay(built, LIB);
for (const [kind, size] of await sizes()) console.log(`${String(size).padStart(8)}  ${kind}`);

/** @param {Map<string, string | Uint8Array>} files @param {URL} folder */
async function lay(files, folder) {
  await Deno.remove(folder, { recursive: true }).catch(() => {});
  for (const [name, content] of files) {
    const file = new URL(name, folder);
    await Deno.mkdir(new URL(".", file), { recursive: true });
    await Deno.writeFile(file, bytes(content));
  }
}

/** What a device loads, in bytes: letters are packed already, the rest as a server sends it.
 * @returns {Promise<Map<string, number>>} */
async function sizes() {
  /** @type {Map<string, number>} */
  const total = new Map();
  for (const [name, content] of built) {
    if (name.endsWith(".txt")) continue;
    const kind = name.replace(/^icons\/.*/, `icons/*.svg`);
    const size = name.endsWith(".woff2") ? content.length : await gzipped(content);
    total.set(kind, (total.get(kind) ?? 0) + size);
  }
  return total;
}

/** @param {string | Uint8Array} content */
async function gzipped(content) {
  const packed = new Blob([bytes(content)]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(packed).arrayBuffer()).byteLength;
}

/** @param {string | Uint8Array} content @returns {Uint8Array<ArrayBuffer>} */
function bytes(content) {
  return typeof content === "string" ? new TextEncoder().encode(content) : Uint8Array.from(content);
}
