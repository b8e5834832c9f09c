/** The k-fold that is looked at. */
import { defineStore } from "pinia";
import { useFoldStudy } from "./fold-study";
import type { useWalkForwardsStore } from "./walk-forwards";

export const useKFoldsStore = defineStore("kFolds", () => useFoldStudy("k-fold"));

/** A store of studies over folds. */
export type FoldsStore =
  | ReturnType<typeof useKFoldsStore>
  | ReturnType<typeof useWalkForwardsStore>;
