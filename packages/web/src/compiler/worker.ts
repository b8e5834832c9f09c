/** The compiler of strategies in a worker of the tab: it is large, and busy for a second at a time. */
import { PerpmillError } from "@perpmill/engine";
import { compileStrategy } from "@perpmill/engine/compiler";
import { errorOf } from "../engine/tab-errors";
import type { FromCompiler, ToCompiler } from "./protocol";

function post(message: FromCompiler): void {
  self.postMessage(message);
}

async function compile({ id, source, optimize }: ToCompiler): Promise<void> {
  try {
    const { hash, descriptor, wasm } = await compileStrategy(source, { optimize });
    post({ type: "done", id, compiled: { hash, descriptor, wasm } });
  } catch (error) {
    const diagnostics = error instanceof PerpmillError ? error.diagnostics : [];
    post({ type: "failed", id, error: errorOf(error), diagnostics });
  }
}

self.addEventListener("message", ({ data }: MessageEvent<ToCompiler>) => void compile(data));
