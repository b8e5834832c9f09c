/** Words of `perpmill strategy`, English. */
export const STRATEGY_EN = {
  commands: {
    new: "write a strategy to start from, with a test and a configuration",
    check: "compile a strategy and show its parameters, or what is wrong with it",
    build: "compile a strategy into one WebAssembly module",
  },
  arguments: {
    name: "name in small letters, such as my-maker",
    file: "source of a strategy, a .ts",
  },
  options: {
    out: "the module to write (default: the source's name with .wasm)",
  },
  badName: (name: string) => `${name} is no name for a strategy`,
  badNameHint: "Use small letters, digits and hyphens, such as my-maker.",
  noOverwriteHint: "Files of a strategy are never overwritten: choose another name or folder.",
  next: "Next:",
  fine: (name: string, hash: string) => `${name} is fine · user:${hash}`,
  built: (file: string, bytes: string) => `wrote ${file}, ${bytes} bytes`,
  lookAt: "for breakpoints: npm install --save-dev @perpmill/engine typescript vitest",
} as const;
