/** Named data sets in the data directory. */
export { copyIntoStore } from "./copy-into-store.js";
export {
  DATA_KINDS,
  type DataKind,
  type DataSetId,
  hasInterval,
  intervalName,
} from "./data-set-id.js";
export {
  type DataSetChange,
  type DataStore,
  type NewFile,
  openStore,
  type StoredDataSet,
  type Wanted,
} from "./data-store.js";
export { AS_RECOGNISED, type ReadAs, type StoredFile } from "./manifest.js";
export {
  damagedFile,
  requireUnchanged,
  sha256OfFile,
  type VerifiedFile,
  verifyDataSet,
} from "./verify-files.js";
