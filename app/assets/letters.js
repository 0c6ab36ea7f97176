// The letters of the booklets, for the press, which reads TTF alone. No device loads them.

import { inPackage } from "./packages.js";

const FAMILIES = "@expo-google-fonts";

/** Each package's fonts: bold too where words of ours are set in it. Each font holds its licence, the OFL, in itself. */
const LETTERS = {
  "atkinson-hyperlegible-next": [
    "400Regular/AtkinsonHyperlegibleNext_400Regular.ttf",
    "700Bold/AtkinsonHyperlegibleNext_700Bold.ttf",
  ],
  "harmattan": ["Harmattan_400Regular.ttf", "Harmattan_700Bold.ttf"],
  "noto-emoji": ["400Regular/NotoEmoji_400Regular.ttf"],
  "noto-sans": ["400Regular/NotoSans_400Regular.ttf", "700Bold/NotoSans_700Bold.ttf"],
  "noto-sans-bengali": ["400Regular/NotoSansBengali_400Regular.ttf"],
  "noto-sans-devanagari": ["400Regular/NotoSansDevanagari_400Regular.ttf"],
  "noto-sans-ethiopic": ["400Regular/NotoSansEthiopic_400Regular.ttf"],
  "noto-sans-gujarati": ["400Regular/NotoSansGujarati_400Regular.ttf"],
  "noto-sans-gurmukhi": ["400Regular/NotoSansGurmukhi_400Regular.ttf"],
  "noto-sans-hebrew": ["400Regular/NotoSansHebrew_400Regular.ttf"],
  "noto-sans-symbols": ["400Regular/NotoSansSymbols_400Regular.ttf"],
  "noto-sans-symbols-2": ["400Regular/NotoSansSymbols2_400Regular.ttf"],
  "noto-sans-tamil": ["400Regular/NotoSansTamil_400Regular.ttf"],
};

/** @returns {Promise<Map<string, Uint8Array>>} */
export async function buildPrintFonts() {
  const built = new Map();
  for (const [name, files] of Object.entries(LETTERS)) {
    for (const file of files) {
      built.set(file.split("/").pop(), await Deno.readFile(inPackage(`${FAMILIES}/${name}/${file}`)));
    }
  }
  return built;
}
