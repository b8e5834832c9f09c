/** `npm test`: installs and builds when needed, then runs the tests of all workspaces. */
import { findChromium } from "./find-chromium.mjs";
import { build, checkNode, install, runNode } from "./prepare.mjs";

checkNode();
install("all");
build("all");
if (findChromium() === null) {
  process.stderr.write(
    "No Chromium on this machine: the tests in a browser are left out, all others run.\n" +
      "Install one (Debian: apt-get install chromium) or name it in CHROMIUM_PATH to run them too.\n\n",
  );
}
process.exitCode = runNode(["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)]);
