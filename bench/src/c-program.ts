/** The C program: compiled when there is a gcc, fed by files, run as a child process. */
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PreparedRun } from "../../packages/engine/src/runs/prepare.js";
import { writeColumns, writeRun } from "./c-files.js";
import type { Layer, RunOutcome } from "./outcome.js";

/** No contraction: a fused multiply-add would round differently from WebAssembly. */
const FLAGS = ["-std=c11", "-O3", "-march=native", "-ffp-contract=off"];
const SOURCE = fileURLToPath(new URL("../c/main.c", import.meta.url));

export interface CTimes {
  /** of every repeat */
  readonly cpuNs: readonly number[];
  readonly outcome: RunOutcome;
}

/** First line of `gcc --version`, null when there is no gcc. */
export function gccVersion(): string | null {
  const { status, stdout } = spawnSync("gcc", ["--version"], { encoding: "utf8" });
  return status === 0 ? stdout.split("\n", 1)[0] : null;
}

/** A program compiled into `folder`, with the columns of one market beside it. */
export class CProgram {
  readonly #folder: string;
  #runs = 0;

  constructor(folder: string, columns: PreparedRun["bars"]) {
    this.#folder = folder;
    execFileSync("gcc", [...FLAGS, SOURCE, "-o", join(folder, "perpmill-c"), "-lm"]);
    writeColumns(join(folder, "columns.bin"), columns);
  }

  /** Writes a run on those columns. @returns the name of its file, for `run` */
  add(prepared: PreparedRun): string {
    this.#runs += 1;
    const file = join(this.#folder, `run-${this.#runs}.bin`);
    writeRun(file, prepared);
    return file;
  }

  /** Runs it `repeats` times in a process of its own. */
  run(file: string, layer: Layer, repeats: number): CTimes {
    const columns = join(this.#folder, "columns.bin");
    const output = execFileSync(
      join(this.#folder, "perpmill-c"),
      [columns, file, layer, String(repeats)],
      { encoding: "utf8" },
    );
    const { cpuNs, ...outcome } = JSON.parse(output) as RunOutcome & { cpuNs: number[] };
    return { cpuNs, outcome };
  }
}
