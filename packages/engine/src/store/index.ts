/** Named data sets in the data directory. */
export {
  DATA_KINDS,
  type DataKind,
  type DataSetId,
  dataSetName,
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
export type { StoredFile } from "./manifest.js";
