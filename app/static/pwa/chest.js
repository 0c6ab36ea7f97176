// What is needed inside a house and not before it comes when the first one is gone into, and lies on the device all the same.

/**
 * Asked for as a document of its own, which runs nothing and fetches nothing before its parts are taken out of it.
 *
 * @param {string} address
 * @returns {Promise<Document>}
 */
export function pageAt(address) {
  return new Promise((done, fail) => {
    const asked = new XMLHttpRequest();
    asked.open("GET", address);
    asked.responseType = "document";
    asked.timeout = 10_000;
    asked.onload = () => asked.status === 200 && asked.responseXML ? done(asked.responseXML) : fail();
    asked.onerror = asked.ontimeout = fail;
    asked.send();
  });
}

/** @type {Promise<void> | undefined} */
let opened;

/** Once, whoever asks; where it does not come, the next who asks tries again. @param {string | undefined} address */
export function open(address) {
  if (!address) return;
  opened ??= pageAt(address).then(
    ({ body }) => {
      document.body.append(...[...body.children].map((one) => document.importNode(one, true)));
      furnish();
    },
    (error) => (opened = undefined, Promise.reject(error)),
  );
  return opened;
}

/** What stands around in each room. */
function furnish() {
  /** @type {NodeListOf<HTMLTemplateElement>} */
  const stands = document.querySelectorAll("template[data-stands-in]");
  for (const { dataset, content } of stands) {
    document.getElementById(dataset.standsIn ?? "")?.prepend(content);
  }
}
