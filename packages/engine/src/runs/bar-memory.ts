/** Memory for bars that will be simulated, for readers that are told where to put their columns. */
export {
  allocateBarMemory,
  residentBars,
  type SharedBars,
  shareBars,
  takeSharedBars,
} from "../internal/bar-memory.js";
