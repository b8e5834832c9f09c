/** Removes from the dist folder of the package in the working directory what has no source any more. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

for (const entry of readdirSync("dist", { recursive: true, withFileTypes: true })) {
  const folder = entry.parentPath.replaceAll("\\", "/");
  if (!entry.isFile() || /^dist\/cli(\/|$)/.test(folder)) continue;
  const base = /^(.+?)(\.d\.ts|\.js)(\.map)?$/.exec(entry.name)?.[1];
  if (base === undefined) continue;
  const sources = folder
    .replace(/^dist(?=\/(portable|reference)(\/|$))\//, "")
    .replace(/^dist/, "src");
  if (existsSync(join(sources, `${base}.ts`))) continue;
  rmSync(join(folder, entry.name));
}
