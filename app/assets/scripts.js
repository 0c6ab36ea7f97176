// govuk.js and the modules it names, laid one after the other into one module that a browser reads as it is.

import { credit, inPackage } from "./packages.js";

const IMPORT = /^import \{([^}]*)\} from ["']([^"']+)["'];\n/gm;
const LEFT_OUT = /^export \{[^}]*\};\n|^\/\/# sourceMappingURL=.*\n?|^ *\/\*\*[\s\S]*?\*\/\n/gm;
const WRITES_MARKUP =
  /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment/;

/** @returns {Promise<string>} */
export async function buildScripts() {
  const laid = await lay(new URL("govuk.js", import.meta.url), new Set());
  const found = laid.match(WRITES_MARKUP);
  if (found) throw new Error(`govuk.js would need a Trusted Types policy for ${found[0]}`);
  refuseNamesakes(laid);
  return await credit("govuk-frontend", "Crown copyright, Government Digital Service") + laid;
}

/** A module after all that it needs, each once.
 * @param {URL} address @param {Set<string>} done @returns {Promise<string>} */
async function lay(address, done) {
  if (done.has(address.href)) return "";
  done.add(address.href);
  const text = await Deno.readTextFile(address);
  let before = "";
  for (const [, names, from] of text.matchAll(IMPORT)) {
    if (names.includes(" as ")) throw new Error(`${address.pathname}: a renamed import cannot be laid`);
    before += await lay(from.startsWith(".") ? new URL(from, address) : inPackage(from), done);
  }
  return before + text.replace(IMPORT, "").replace(LEFT_OUT, "").replace(/\n{3,}/g, "\n\n").trim() + "\n\n";
}

/** Laid into one, the modules share one set of names.
 * @param {string} text */
function refuseNamesakes(text) {
  const names = [...text.matchAll(/^(?:async )?(?:class|const|function|let) (\w+)/gm)].map(([, name]) =>
    name
  );
  const twice = names.find((name, place) => names.indexOf(name) < place);
  if (twice) throw new Error(`govuk.js would name two things ${twice}`);
}

/** @returns {Promise<string>} */
export async function buildFreehand() {
  const text = await Deno.readTextFile(inPackage("perfect-freehand/dist/esm/index.mjs"));
  if (!/export\{.*\bas getStroke\b/.test(text) || !/\bas default\b/.test(text)) {
    throw new Error("perfect-freehand no longer exports getStroke and a default");
  }
  const plain = text.replace(/\/\/# sourceMappingURL=.*\n?/, "");
  return "// @ts-nocheck: built, not written\n" + await credit("perfect-freehand", "Steve Ruiz") +
    plain.trimEnd() + "\n";
}
