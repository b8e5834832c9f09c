/** The thread of checkpoints.ts. */
import { parentPort, workerData } from "node:worker_threads";
import SqliteDatabase from "better-sqlite3";
import type { CheckpointSettings } from "./checkpoints.js";

const { file, everyMs }: CheckpointSettings = workerData;
const database = new SqliteDatabase(file);
// Passive: waits for nobody and keeps nobody waiting; what is being read stays for the next time.
const timer = setInterval(() => database.pragma("wal_checkpoint(PASSIVE)"), everyMs);

parentPort?.once("message", () => {
  clearInterval(timer);
  database.close();
});
