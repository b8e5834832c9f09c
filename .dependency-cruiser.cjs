/** The directions that imports may take: core-wasm <- engine <- server, web. See CONTRIBUTING.md. */

const TESTS = "\\.(test|fixture)\\.ts$|/(test|type-tests|bench)/";
/** Found by Vite: modules that a plugin makes, and style sheets behind a map of exports. */
const OF_VITE = "^(virtual:|element-plus/es/.+/style/css$)";
/** What of the engine may use Node: the command, what keeps files, and files named so. */
const NODE_ONLY = "^packages/engine/src/((cli|cache|store)/|node\\.ts$|[a-z0-9/-]+-node\\.ts$)";

function never(name, comment, from, to) {
  return { name, comment, severity: "error", from, to };
}

module.exports = {
  forbidden: [
    never("no-cycles", "Split what both need out of them.", {}, { circular: true }),
    never(
      "no-unresolved",
      "The import leads nowhere.",
      { pathNot: "^packages/core-wasm/(assembly|test-assembly)/" },
      { couldNotResolve: true, pathNot: OF_VITE },
    ),
    never(
      "kernel-knows-nothing-above",
      "core-wasm imports neither the engine nor the server nor the web.",
      { path: "^packages/core-wasm/" },
      { path: "^packages/(engine|server|web)/" },
    ),
    never(
      "engine-knows-nothing-above",
      "The engine imports neither the server nor the web.",
      { path: "^packages/engine/" },
      { path: "^packages/(server|web)/" },
    ),
    never(
      "only-engine-imports-kernel",
      "Server and web reach the kernel through the engine.",
      { path: "^packages/(server|web)/" },
      { path: "^packages/core-wasm/" },
    ),
    never(
      "web-takes-types-of-server",
      "The web imports types of server/api and nothing else of it.",
      { path: "^packages/web/" },
      { path: "^packages/server/", dependencyTypesNot: ["type-only"] },
    ),
    never(
      "reference-stays-apart",
      "Reference and kernel are written apart, or they prove nothing.",
      { path: "^packages/core-wasm/reference/" },
      { path: "^packages/core-wasm/(assembly|src/kernel)" },
    ),
    never(
      "kernel-stays-apart",
      "Reference and kernel are written apart, or they prove nothing.",
      { path: "^packages/core-wasm/(assembly|src)/", pathNot: TESTS },
      { path: "^packages/core-wasm/reference/" },
    ),
    never(
      "shipped-without-reference",
      "The reference is for tests and benchmarks.",
      { path: "^packages/engine/src/", pathNot: TESTS },
      { path: "^packages/core-wasm/reference/" },
    ),
    never(
      "bridge-only-for-runs",
      "Only runs (and its own files) touch the kernel's memory.",
      { path: "^packages/engine/src/", pathNot: `^packages/engine/src/(runs|internal)/|${TESTS}` },
      { path: "^packages/engine/src/internal/" },
    ),
    never(
      "bridge-knows-no-runs",
      "The bridge is below runs.",
      { path: "^packages/engine/src/internal/", pathNot: TESTS },
      { path: "^packages/engine/src/(runs|reports|cli)/", dependencyTypesNot: ["type-only"] },
    ),
    never(
      "inputs-know-no-runs",
      "Configuration, data and synthetic markets are below runs.",
      {
        path: "^packages/engine/src/(config|market-data|instruments|strategies|cache|store|download|synthetic)/",
        pathNot: TESTS,
      },
      { path: "^packages/engine/src/(runs|reports|cli|internal)/" },
    ),
    never(
      "runs-know-no-reports",
      "Results do not know how they are shown.",
      { path: "^packages/engine/src/(runs|metrics)/", pathNot: TESTS },
      { path: "^packages/engine/src/(reports|cli)/" },
    ),
    never(
      "command-on-top",
      "Nothing imports the command.",
      { path: "^packages/engine/src/", pathNot: `^packages/engine/src/cli/|${TESTS}` },
      { path: "^packages/engine/src/cli/" },
    ),
    never(
      "foundations-stand-alone",
      "Errors, units and the version import nothing but each other.",
      { path: "^packages/engine/src/(errors|units|version)\\.ts$" },
      { pathNot: "^packages/engine/src/(errors|units|version)\\.ts$" },
    ),
    never(
      "node-built-ins-by-name",
      "Node's built-ins are for the command, the cache and files named -node.ts.",
      { path: "^packages/(engine|core-wasm)/src/", pathNot: `${NODE_ONLY}|${TESTS}` },
      { dependencyTypes: ["core"] },
    ),
    never(
      "browser-reaches-no-node",
      "What a browser loads must not need Node.",
      { path: "^packages/engine/src/(index|browser)\\.ts$" },
      { path: NODE_ONLY, reachable: true },
    ),
    never(
      "queries-in-repositories",
      "Routes call services, services call repositories; only repositories and the database write SQL.",
      { path: "^packages/server/src/routes/", pathNot: TESTS },
      {
        path: "^packages/server/src/(db|plugins/app/.*-repository)",
        dependencyTypesNot: ["type-only"],
      },
    ),
    never(
      "processes-know-no-server",
      "What runs the engine has no database and no HTTP.",
      { path: "^packages/server/src/workers/", pathNot: TESTS },
      {
        path: "^packages/server/src/(db|plugins|routes|app\\.ts|server\\.ts)",
        dependencyTypesNot: ["type-only"],
      },
    ),
    never(
      "shipped-without-tests",
      "Sources import neither tests nor fixtures.",
      { path: "^packages/[^/]+/src/", pathNot: TESTS },
      { path: TESTS },
    ),
    never(
      "declared-dependencies",
      "A package imports what its own package.json names.",
      { path: "^packages/[^/]+/src/", pathNot: TESTS },
      { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules|/dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".js", ".mjs", ".d.ts"],
    },
  },
};
