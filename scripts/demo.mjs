/** `npm run demo`: installs and builds when needed, then runs `perpmill demo`. */
import { build, checkNode, install, runNode } from "./prepare.mjs";

checkNode();
install("demo");
build("demo");
process.exitCode = runNode(["packages/engine/dist/cli/bin.js", "demo", ...process.argv.slice(2)]);
