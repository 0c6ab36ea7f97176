// Two values that are written alike.

/** @param {unknown} one @param {unknown} other */
export function same(one, other) {
  const [found, meant] = [JSON.stringify(one), JSON.stringify(other)];
  if (found !== meant) throw new Error(`${found} is not ${meant}`);
}
