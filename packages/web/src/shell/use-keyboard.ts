/** Hears the keys of the page and does what they stand for. */
import { onScopeDispose } from "vue";
import { useCommandsStore } from "./commands";
import { KeySequences } from "./key-sequences";

/** Inputs that take no letters. */
const WITHOUT_TEXT = /^(range|checkbox|radio|button|submit|reset|file|color)$/;

/** Whether keys go into what has the focus. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !WITHOUT_TEXT.test(target.type);
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Something in front of the page that hears its own keys. */
function inFront(): boolean {
  return document.querySelector("dialog[open], [aria-modal='true']") !== null;
}

export function useKeyboard(): void {
  const commands = useCommandsStore();
  const sequences = new KeySequences();

  function isOurs(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || event.isComposing || event.altKey || inFront()) return false;
    if (event.ctrlKey || event.metaKey) return false;
    if (event.key !== "Escape") return !takesText(event.target);
    // There the key empties the field.
    return !(event.target instanceof HTMLInputElement && event.target.type === "search");
  }

  function hear(event: KeyboardEvent): void {
    if (!isOurs(event)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const found = sequences.press(key, event.timeStamp, commands.possible);
    if (found === null) return;
    event.preventDefault();
    if (found !== "begun") found.run();
  }

  window.addEventListener("keydown", hear);
  onScopeDispose(() => window.removeEventListener("keydown", hear));
}
