/** A thread of the tab's sweeps. */
import { serveSweepWorker } from "@perpmill/engine";

serveSweepWorker();
