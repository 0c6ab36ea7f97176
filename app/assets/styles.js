// rooftree.scss to plain CSS: a part of GOV.UK Frontend, in our font and colours.

import { fileURLToPath } from "node:url";
import * as sass from "sass";
import { credit, PACKAGES } from "./packages.js";

const NOT_OURS = /GDS Transport|crown|crest|url\(|@import/i;

/** @returns {Promise<string>} */
export async function buildStyles() {
  const { css } = sass.compile(fileURLToPath(new URL("rooftree.scss", import.meta.url)), {
    loadPaths: [fileURLToPath(PACKAGES)],
    style: "compressed",
    quietDeps: true,
    charset: false,
  });
  const found = css.match(NOT_OURS);
  if (found) throw new Error(`govuk.css would hold what is not ours to serve: ${found[0]}`);
  return await credit("govuk-frontend", "Crown copyright, Government Digital Service") + css + "\n";
}
