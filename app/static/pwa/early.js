// What somebody filled in before the page came to life, or what a page was given back with, is theirs as what comes after.

/**
 * Somebody was quicker than the line, or the page was given back: each in which something stands wakes, and is kept as
 * when one walks out of its room.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLElement[]} asleep  the questions that nobody went in to
 * @param {(question: HTMLElement) => Promise<void> | undefined} wake
 */
export async function takeInBegun(form, asleep, wake) {
  const said = new FormData(form);
  for (const question of asleep) {
    /** @type {NodeListOf<HTMLInputElement>} */
    const fields = question.querySelectorAll("input[name], textarea[name]");
    const names = [...fields].filter(({ name, type }) =>
      type !== "hidden" || name === question.dataset.question
    );
    if (!names.some(({ name }) => said.getAll(name).some((value) => `${value}`.trim()))) continue;
    await Promise.resolve(wake(question)).then(
      () => question.dispatchEvent(new CustomEvent("finish")),
      () => question.dataset.state = "failed",
    );
  }
}
