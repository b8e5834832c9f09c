/**
 * What `npm start`, `npm run demo`, `npm test` and `npm run bench` need before they start: a Node that fits, the
 * packages of the lock file, and a build of the sources as they are. Each step is skipped, without a
 * word and without the network, when its result is there.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Packages in the order in which they are built, each with the file that a build ends with. */
const BUILDS = [
  { folder: "packages/core-wasm", made: "dist/index.js", scope: "demo" },
  { folder: "packages/engine", made: "dist/cli/bin.js", scope: "demo" },
  { folder: "packages/server", made: "dist/app.js", scope: "all" },
  { folder: "packages/web", made: "dist/index.html", scope: "app" },
];

/** What each scope builds: the command alone, what tests need, or the web app too. */
const SCOPES = { demo: ["demo"], all: ["demo", "all"], app: ["demo", "all", "app"] };

function buildsOf(scope) {
  return BUILDS.filter(
    (one) =>
      SCOPES[scope].includes(one.scope) && existsSync(join(ROOT, one.folder, "package.json")),
  );
}

const NATIVE =
  "The server's SQLite (better-sqlite3) is a native module. Where no ready-made one fits this machine it is\n" +
  "compiled, which takes a minute or two and needs python3, make and a C++ compiler (Debian: apt-get install\n" +
  "python3 make g++). `npm run demo` does without it.";

/** Outside node_modules, which `npm ci` empties while the builds stay. */
const STAMPS = join(ROOT, ".perpmill", "builds");

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

/** Ends the process with a message when this Node is too old or between supported lines. */
export function checkNode() {
  const { engines } = readJson(join(ROOT, "package.json"));
  const [major, minor] = process.versions.node.split(".").map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  if (fits) return;
  process.stderr.write(
    `Perpmill needs Node ${engines.node}; this is ${process.versions.node}.\n` +
      "Install Node 20.19, 22.12, 24 or later (https://nodejs.org) and try again.\n",
  );
  process.exit(1);
}

/** Runs npm; its output is shown only when it fails, which ends the process. */
function npm(args, label) {
  const began = performance.now();
  process.stderr.write(`${label} … `);
  const options = { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] };
  const npmCli = process.env.npm_execpath;
  const done = npmCli?.endsWith(".js")
    ? spawnSync(process.execPath, [npmCli, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
  if (done.status === 0) {
    process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0)} s\n`);
    return;
  }
  process.stderr.write(`failed\n\n${done.stdout ?? ""}${done.stderr ?? ""}${done.error ?? ""}\n`);
  process.stderr.write(`npm ${args.join(" ")} failed; the lines above say why.\n`);
  process.exit(1);
}

/** Names of what the package.json of a folder asks for. */
function asked(folder) {
  const { dependencies, devDependencies } = readJson(join(ROOT, folder, "package.json"));
  return Object.keys({ ...dependencies, ...devDependencies });
}

/** Whether npm's own record of node_modules agrees with the lock file for the packages of `folders`. */
function installed(folders) {
  const have = readJson(join(ROOT, "node_modules", ".package-lock.json"))?.packages;
  const want = readJson(join(ROOT, "package-lock.json")).packages;
  if (have === undefined) return false;
  for (const [path, { version }] of Object.entries(have)) {
    if (want[path]?.version !== version) return false;
  }
  return folders.every((folder) =>
    asked(folder).every((name) => {
      const nested = `${folder}/node_modules/${name}`;
      const path = nested in want ? nested : `node_modules/${name}`;
      return path in have;
    }),
  );
}

/**
 * Installs from the lock file what is missing.
 * @param scope `"demo"`: what building and running the command takes; `"all"`: every workspace
 */
export function install(scope) {
  const demo = buildsOf("demo").map(({ folder }) => folder);
  const { workspaces } = readJson(join(ROOT, "package.json"));
  const all = workspaces.flatMap((pattern) => {
    if (!pattern.endsWith("/*")) return [pattern];
    const parent = pattern.slice(0, -2);
    return readdirSync(join(ROOT, parent)).map((name) => `${parent}/${name}`);
  });
  const folders = scope === "demo" ? demo : [".", ...all];
  const present = folders.filter((folder) => existsSync(join(ROOT, folder, "package.json")));
  if (installed(present)) return;
  const chosen = scope === "demo" ? demo.flatMap((folder) => ["-w", folder]) : [];
  if (scope === "all") process.stderr.write(`${NATIVE}\n`);
  npm(["ci", "--no-audit", "--no-fund", ...chosen], "Installing packages");
}

/** Every file that a build of the package in `folder` reads, hashed with its name. */
function hashSources(folder) {
  const hash = createHash("sha256");
  const add = (path) => {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update("\0");
  };
  for (const path of ["tsconfig.base.json", "package-lock.json"]) add(path);
  const visit = (path) => {
    for (const entry of readdirSync(join(ROOT, path), { withFileTypes: true })) {
      const child = `${path}/${entry.name}`;
      if (entry.isDirectory()) {
        if (
          !/^(node_modules|dist|build|test|test-assembly|reference|type-tests|\.turbo)$/.test(
            entry.name,
          )
        )
          visit(child);
      } else if (!/\.(test|gen|fixture)\.ts$/.test(entry.name)) add(child);
    }
  };
  visit(folder);
  return hash.digest("hex");
}

/** Packages that a scope builds, with the hash of all sources that go into each and where that is noted. */
function* sourcesOf(scope) {
  let sources = "";
  for (const { folder, made } of buildsOf(scope)) {
    sources = createHash("sha256").update(sources).update(hashSources(folder)).digest("hex");
    yield { folder, made, sources, stamp: join(STAMPS, `${folder.replace("/", "-")}.json`) };
  }
}

function note({ sources, stamp }) {
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(stamp, `${JSON.stringify({ sources })}\n`);
}

/**
 * Builds the packages whose sources, or whose dependencies, are not those of the last build.
 * @param scope as for `install`, or `"app"`: the web app too
 */
export function build(scope) {
  for (const one of sourcesOf(scope)) {
    const { folder, made, sources, stamp } = one;
    if (existsSync(join(ROOT, folder, made)) && readJson(stamp)?.sources === sources) continue;
    npm(["run", "build", "-w", folder], `Building ${folder}`);
    note(one);
  }
}

/** Notes that everything was built from the sources as they are, which `npm run build` has just done. */
export function noteBuilds() {
  for (const one of sourcesOf("app")) note(one);
}

/** Runs a program of Node in the foreground. Returns its exit code. */
export function runNode(args) {
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" }).status ?? 1;
}
