/** Runs one run block of a shared memory to its end, at the same time as others, and posts its status. */
import { parentPort, workerData } from "node:worker_threads";

const { module, memory, run, chunk, more, gate, parties } = workerData;
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
Atomics.add(gate, 0, 1);
while (Atomics.load(gate, 0) < parties);
exports.start(run);
let status = more;
let calls = 0;
while (status === more) {
  status = exports.advance(run, chunk);
  calls++;
}
exports.finish(run);
parentPort.postMessage({ status, calls });
