/** A thread of a sweep, as an app has it. */
import { serveSweepWorker } from "../../src/browser.js";

serveSweepWorker();
