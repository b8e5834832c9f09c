/** Memory for bars that will be simulated, for readers that are told where to put their columns. */
export { allocateBarMemory, residentBars } from "../internal/bar-memory.js";
export {
  allocateShared,
  type SharedBars,
  type SharedWith,
  shareable,
  shareBars,
  takeSharedBars,
} from "../internal/shared-bars.js";
