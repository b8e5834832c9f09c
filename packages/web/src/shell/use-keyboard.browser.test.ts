import { expect, onTestFinished, test } from "vitest";
import { userEvent } from "vitest/browser";
import { inComponent } from "../../test/browser/mount";
import { type Command, useCommands } from "./commands";
import { useKeyboard } from "./use-keyboard";

/** Commands that write down what was done. */
function hearing(changes: Partial<Command> = {}): string[] {
  const done: string[] = [];
  const command = (id: string, ...keys: string[]): Command => ({
    id,
    word: id,
    group: "run",
    keys,
    run: () => done.push(id),
    ...(id === "run" ? changes : {}),
  });
  inComponent(() => {
    useKeyboard();
    useCommands([command("run", "r"), command("stop", "Escape"), command("history", "g", "h")]);
  });
  return done;
}

/** An element of the page that has the focus. */
function focused(html: string): HTMLElement {
  const holder = document.createElement("div");
  holder.innerHTML = html;
  document.body.append(holder);
  onTestFinished(() => holder.remove());
  const element = holder.firstElementChild as HTMLElement;
  element.focus();
  return element;
}

test("keys do what they stand for, alone and in sequence", async () => {
  const done = hearing();
  await userEvent.keyboard("r");
  await userEvent.keyboard("gh");
  await userEvent.keyboard("{Escape}");
  expect(done).toEqual(["run", "history", "stop"]);
});

test("while somebody types, letters are letters; escape is heard", async () => {
  const done = hearing();
  const field = focused("<input>") as HTMLInputElement;
  await userEvent.keyboard("rgh{Escape}");
  expect(field.value).toBe("rgh");
  expect(done).toEqual(["stop"]);
});

test("a search field keeps escape for itself, a slider takes no letters", async () => {
  const done = hearing();
  focused('<input type="search">');
  await userEvent.keyboard("{Escape}");
  expect(done).toEqual([]);
  focused('<input type="range">');
  await userEvent.keyboard("r");
  expect(done).toEqual(["run"]);
});

test("behind a dialog nothing is done", async () => {
  const done = hearing();
  const dialog = focused("<dialog>Sure?</dialog>") as HTMLDialogElement;
  dialog.showModal();
  await userEvent.keyboard("r");
  dialog.close();
  await userEvent.keyboard("r");
  expect(done).toEqual(["run"]);
});

test("what makes no sense now is not done, and shortcuts of the browser are left alone", async () => {
  const done = hearing({ when: () => false });
  await userEvent.keyboard("r");
  await userEvent.keyboard("{Control>}h{/Control}");
  expect(done).toEqual([]);
});
