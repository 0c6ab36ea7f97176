// Where the packages of deno.json lie once Deno has fetched them, and what they say of themselves.

export const PACKAGES = new URL("../../node_modules/", import.meta.url);

/** @param {string} path */
export const inPackage = (path) => new URL(path, PACKAGES);

/** A line for the head of a file that was built from a package: its licence asks for it.
 * @param {string} name @param {string} whose */
export async function credit(name, whose) {
  const { version, license } = JSON.parse(await Deno.readTextFile(inPackage(`${name}/package.json`)));
  return `/*! ${name} ${version}, ${license}, ${whose} */\n`;
}
