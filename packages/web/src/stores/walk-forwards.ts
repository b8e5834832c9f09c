/** The walk-forward that is looked at. */
import { defineStore } from "pinia";
import { useFoldStudy } from "./fold-study";

export const useWalkForwardsStore = defineStore("walkForwards", () => useFoldStudy("walk-forward"));
