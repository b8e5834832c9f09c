/** Compiles what a user wrote: from memory alone, no file of his is read and no code of his runs. */
import { checkStrategySource, compileStrategy, PerpmillError } from "@perpmill/engine/compiler";
import type { CompileTask, TaskResult } from "../protocol.js";
import type { TaskContext } from "../task-context.js";

/** Loads the compiler, which takes longer than most sources. */
export async function loadCompiler(): Promise<void> {
  try {
    await checkStrategySource("");
  } catch (error) {
    // That nothing is no strategy says that it is there.
    if (!(error instanceof PerpmillError)) throw error;
  }
}

/** Throws STRATEGY_INVALID with all that is wrong. */
export async function compile(
  { source }: CompileTask,
  { signal }: TaskContext,
): Promise<TaskResult<CompileTask>> {
  const { hash, descriptor, wasm } = await compileStrategy(source, { signal });
  return { kind: "compile", compiled: { hash, descriptor, module: wasm } };
}
