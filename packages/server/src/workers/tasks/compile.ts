/** Compiles what a user wrote: from memory alone, no file of his is read and no code of his runs. */
import { compileStrategy } from "@perpmill/engine/compiler";
import type { CompileTask, TaskResult } from "../protocol.js";
import type { TaskContext } from "../task-context.js";

/** Throws STRATEGY_INVALID with all that is wrong. */
export async function compile(
  { source }: CompileTask,
  { signal }: TaskContext,
): Promise<TaskResult<CompileTask>> {
  const { hash, descriptor, wasm } = await compileStrategy(source, { signal });
  return { kind: "compile", compiled: { hash, descriptor, module: wasm } };
}
