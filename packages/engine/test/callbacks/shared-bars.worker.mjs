/** Runs one configuration, whose strategy is named by a path, on bars that other threads run on too. */
import { parentPort, workerData } from "node:worker_threads";
import { backtest, takeSharedBars } from "@perpmill/engine";

const { shared, config } = workerData;
const { metrics } = await backtest({ bars: takeSharedBars(shared), config });
parentPort.postMessage(metrics);
