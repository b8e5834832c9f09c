/** What the numbers were measured on: without it they mean nothing. */
import os from "node:os";
import process from "node:process";
import { KERNEL_SHA256 } from "@perpmill/core-wasm";
import { gccVersion } from "./c-program.js";

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
  /** null: there is none */
  readonly gcc: string | null;
  /** jobs that wanted a core, mean over the last minute, when the measurement began and ended */
  readonly load: readonly [number, number];
  readonly kernelSha256: string;
  /** UTC day */
  readonly day: string;
}

/** Describes this machine. @param loadBefore `os.loadavg()[0]` when the measurement began */
export function describeMachine(loadBefore: number): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? "unknown",
    cores: cpus.length,
    memoryGib: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.arch()}`,
    node: process.versions.node,
    v8: process.versions.v8,
    gcc: gccVersion(),
    load: [loadBefore, os.loadavg()[0]],
    kernelSha256: KERNEL_SHA256,
    day: new Date().toISOString().slice(0, 10),
  };
}

/** The machine in a sentence. */
export function machineText(machine: Machine): string {
  const { cpu, cores, memoryGib, system, node, gcc, load, day } = machine;
  const compiler = gcc === null ? "no gcc" : gcc;
  const busy = load.map((value) => value.toFixed(1)).join(" to ");
  return `${cpu}, ${cores} cores, ${memoryGib} GiB, ${system}, Node ${node}, ${compiler}; load ${busy} on ${cores} cores; ${day}.`;
}
