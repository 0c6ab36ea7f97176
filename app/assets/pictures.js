// The letters and the small drawings: Atkinson Hyperlegible Next, and the icons of icons.js.

import { ICONS } from "./icons.js";
import { inPackage } from "./packages.js";

const FONT = "@fontsource-variable/atkinson-hyperlegible-next";

/** @returns {Promise<Map<string, string | Uint8Array>>} fonts.css, and the files that it names */
export async function buildFonts() {
  const css = await Deno.readTextFile(inPackage(`${FONT}/index.css`));
  const files = [...css.matchAll(/\.\/files\/([a-z-]+\.woff2)/g)].map(([, name]) => name);
  const ours = css.replaceAll("Hyperlegible Next Variable", "Hyperlegible Next").replaceAll(
    "./files/",
    "fonts/",
  )
    .replaceAll("woff2-variations", "woff2");
  const built = new Map([["fonts.css", /** @type {string | Uint8Array} */ (ours.trimEnd() + "\n")]]);
  for (const name of files) {
    built.set(`fonts/${name}`, await Deno.readFile(inPackage(`${FONT}/files/${name}`)));
  }
  built.set("fonts/OFL.txt", await Deno.readTextFile(inPackage(`${FONT}/LICENSE`)));
  return built;
}

/** An icon is a part of the word beside it: it takes that word's colour and size and says nothing itself.
 * @returns {Promise<Map<string, string>>} */
export async function buildIcons() {
  const built = new Map();
  for (const name of ICONS) {
    const drawn = await Deno.readTextFile(inPackage(`lucide-static/icons/${name}.svg`));
    const paths = drawn.slice(drawn.indexOf(">", drawn.indexOf("<svg")) + 1, drawn.indexOf("</svg>"));
    built.set(
      `icons/${name}.svg`,
      '<svg xmlns="http://www.w3.org/2000/svg" class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" ' +
        'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" ' +
        `focusable="false">${paths.trim().replace(/\n\s*/g, "")}</svg>\n`,
    );
  }
  built.set("icons/ISC.txt", await Deno.readTextFile(inPackage("lucide-static/LICENSE")));
  return built;
}
