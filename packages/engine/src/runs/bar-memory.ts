/** Memory for bars that will be simulated, for readers that are told where to put their columns. */
export { allocateBarMemory } from "../internal/bar-memory.js";
