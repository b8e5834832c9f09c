/** Copies the bundle of ReDoc to where the server serves it from, but for the one picture that it asks others for. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const NAME = "redoc.standalone.js";
const LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg";
/** A picture of nothing. */
const NOTHING = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";

const from = createRequire(import.meta.url).resolve(`redoc/bundles/${NAME}`);
const folder = new URL("../build/redoc/", import.meta.url);
const bundle = readFileSync(from, "utf8");
if (!bundle.includes(LOGO))
  throw new Error(`${NAME} asks for no ${LOGO}: look what it asks for now`);

mkdirSync(folder, { recursive: true });
writeFileSync(fileURLToPath(new URL(NAME, folder)), bundle.replaceAll(LOGO, NOTHING));
