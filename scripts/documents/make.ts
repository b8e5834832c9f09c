/** `npm run docs`: writes the pages that are made from the sources. */
import { renameSync, writeFileSync } from "node:fs";
import { documents } from "./documents.js";

const root = new URL("../../", import.meta.url);
for (const [path, text] of documents(root)) {
  const file = new URL(path, root);
  const temporary = new URL(`${path}.new`, root);
  writeFileSync(temporary, text);
  renameSync(temporary, file);
  process.stdout.write(`${path}\n`);
}
