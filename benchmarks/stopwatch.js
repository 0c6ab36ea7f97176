// Stands in the page that is measured, before anything of its own runs: times what a person waits for, to the frame.

{
  const tick = new MessageChannel();
  /** @type {((painted: number) => void)[]} */
  const waiting = [];
  tick.port1.onmessage = () => {
    const now = performance.now();
    for (const told of waiting.splice(0)) told(now);
  };

  /** The moment after the frame that is being made now: its script, its layout and its painting are done by then. */
  const afterThisFrame = () =>
    new Promise((told) => {
      waiting.push(told);
      tick.port2.postMessage("");
    });
  const frame = () => new Promise((begun) => requestAnimationFrame(begun));
  const afterNextFrame = () => frame().then(afterThisFrame);

  /** Since the navigation began: when what `selector` names first stands on the screen, in ms. */
  const standsSince = async (selector) => {
    while (!document.querySelector(selector)?.getClientRects().length) await frame();
    return afterThisFrame();
  };

  /** A thought is written into the room that is open and finished; ms until its note is on the disk, and on the screen. */
  const thought = async (words) => {
    const room = [...document.querySelectorAll("section.room")].find((room) => room.getClientRects().length);
    const [desk, wall] = [room.querySelector("textarea"), room.querySelector("[data-wall]")];
    const before = wall.children.length;
    desk.value = words;
    desk.dispatchEvent(new Event("input", { bubbles: true }));
    await frame();
    const began = performance.now();
    room.querySelector("[data-finish]").click();
    await new Promise((pinned) => {
      const look = new MutationObserver(() => wall.children.length > before && pinned(look.disconnect()));
      look.observe(wall, { childList: true });
    });
    const kept = performance.now() - began;
    const shown = (await afterNextFrame()) - began;
    const says = [...wall.lastElementChild.querySelectorAll("[data-when=kept], [data-when=sent]")];
    if (!says.some((words) => words.getClientRects().length)) {
      throw new Error("the note does not say where it is");
    }
    return { kept, shown };
  };

  const asked = (request) =>
    new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });

  const open = async (name, prepare) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => prepare?.(request.result);
    return await asked(request);
  };

  /** The newest box of the outbox, put once more into a database of its own and nothing else: ms until it is on the disk. */
  const bare = async () => {
    const ours = await open("rooftree");
    const cursor = await asked(ours.transaction("outbox").objectStore("outbox").openCursor(null, "prev"));
    ours.close();
    const theirs = await open("bare", (made) => made.createObjectStore("boxes", { autoIncrement: true }));
    const began = performance.now();
    const written = theirs.transaction("boxes", "readwrite", { durability: "strict" });
    written.objectStore("boxes").put(cursor.value);
    await new Promise((done) => written.oncomplete = done);
    const took = performance.now() - began;
    theirs.close();
    return took;
  };

  /** Each move of the pointer to the frame that shows it: `drawn` where a canvas was filled, `bare` where nothing was. */
  const moves = { drawn: [], bare: [] };
  /** @type {{seen: number, stamp: number}[]} */
  let pending = [];

  const settle = async (kind) => {
    const its = pending.splice(0);
    const painted = await afterThisFrame();
    for (const { seen, stamp } of its) moves[kind].push({ seen: painted - seen, stamp: painted - stamp });
  };

  const watchMoves = () => {
    const fill = CanvasRenderingContext2D.prototype.fill;
    CanvasRenderingContext2D.prototype.fill = function (...given) {
      fill.apply(this, given);
      if (pending.length) settle("drawn");
    };
    addEventListener("pointermove", (event) => {
      pending.push({ seen: performance.now(), stamp: event.timeStamp });
      if (!event.buttons) requestAnimationFrame(() => settle("bare"));
    }, { capture: true });
    addEventListener("pointerup", () => pending = [], { capture: true });
  };

  globalThis.stopwatch = { standsSince, thought, bare, moves, watchMoves };
}
