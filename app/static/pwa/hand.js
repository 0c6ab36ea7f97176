// Something is taken by the hand, carried, and let go. A short touch stays a touch.

const FAR = 10;

/**
 * @param {HTMLElement} thing
 * @param {(x: number, y: number) => string | undefined} placeAt  asked all the way; its last answer is where it is let go
 * @param {(place: string | undefined) => void} letGo
 */
export function drag(thing, placeAt, letGo) {
  thing.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const { x, y, pointerId } = event;
    /** @type {HTMLElement | undefined} */
    let carried;
    const move = (/** @type {PointerEvent} */ now) => {
      if (now.pointerId !== pointerId) return;
      if (!carried && Math.hypot(now.x - x, now.y - y) < FAR) return;
      carried ??= carry(thing);
      carried.style.left = `${now.x}px`;
      carried.style.top = `${now.y}px`;
      placeAt(now.x, now.y);
    };
    const end = (/** @type {PointerEvent} */ now) => {
      if (now.pointerId !== pointerId) return;
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      if (!carried) return;
      carried.remove();
      addEventListener("click", swallow, { capture: true, once: true });
      setTimeout(() => removeEventListener("click", swallow, { capture: true }));
      const place = placeAt(now.x, now.y);
      placeAt(-1, -1);
      letGo(now.type === "pointerup" ? place : undefined);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  });
}

/** What was carried was not touched. @param {Event} event */
function swallow(event) {
  event.stopPropagation();
  event.preventDefault();
}

/** Its picture, under the finger. @param {HTMLElement} thing */
function carry(thing) {
  const carried = document.createElement("div");
  carried.className = "carried";
  const picture = thing.querySelector("svg")?.cloneNode(true);
  if (picture) carried.append(picture);
  document.body.append(carried);
  return carried;
}
