/** Brings a field of a form into sight and puts the focus into it. */

/** Frames of the screen in which a page that was just gone to is drawn. */
const FRAMES = 30;

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** @param path of the value in the configuration, as `data-path` of its field has it */
export async function showField(path: string): Promise<void> {
  for (let frame = 0; frame < FRAMES; frame++) {
    await nextFrame();
    const field = document.querySelector(`[data-path="${CSS.escape(path)}"]`);
    if (field === null) continue;
    field.closest("details")?.setAttribute("open", "");
    field.scrollIntoView({ block: "center" });
    field.querySelector<HTMLElement>("input, select, button")?.focus();
    return;
  }
}
