/** Copies the bundle of ReDoc to where the server serves it from. */
import { copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const NAME = "redoc.standalone.js";
const from = createRequire(import.meta.url).resolve(`redoc/bundles/${NAME}`);
const folder = new URL("../build/redoc/", import.meta.url);

mkdirSync(folder, { recursive: true });
copyFileSync(from, fileURLToPath(new URL(NAME, folder)));
