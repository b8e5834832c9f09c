/**
 * `npm run load`: a real server on loopback, 50 requests a second for 30 s while two long runs compute,
 * then 1,000 runs of 20 users. Prints, and stores results/server-load.json. Fails when a request was
 * not answered with success or a run was lost, doubled or unfairly late; never because of time.
 *   --short   5 s and 100 runs; nothing is stored
 */
import os from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeWhole } from "../generated-text.js";
import { describeMachine, machineText } from "../machine.js";
import { Client } from "./client.js";
import { type CrowdReport, measureCrowd } from "./crowd.js";
import { measureRequests, type RequestsReport } from "./requests.js";
import { startServer } from "./server-process.js";

const RESULT = fileURLToPath(new URL("../../results/server-load.json", import.meta.url));
const SETTINGS = ["--workers", "2", "--log-level", "error", "--access-token-ms", "3600000"];
const LIMITS = ["--rate-limit-per-address", "1000000", "--rate-limit-per-account", "1000000"];
const LONG_BARS = 5_000_000;
const SHORT_BARS = 2000;

interface LoadReport {
  readonly requests: RequestsReport;
  readonly crowd: CrowdReport;
}

/** What must hold on any machine. */
function failures({ requests, crowd }: LoadReport): string[] {
  const { answered, refused, lost } = requests;
  const all = crowd.done === crowd.queued && crowd.strange === 0 && crowd.begunAgain === 0;
  return [
    ...(answered > 0 && refused === 0 && lost === 0 ? [] : ["requests were not answered"]),
    ...(all ? [] : ["not every run was done exactly once"]),
    ...(crowd.aheadAtMost <= 2 ? [] : ["users did not take turns"]),
  ];
}

async function measure(short: boolean): Promise<LoadReport> {
  const server = await startServer([...SETTINGS, ...LIMITS]);
  try {
    const client = new Client(server.url);
    const admin = await client.setUp(server.token);
    const longBars = await client.bringBars(admin, LONG_BARS);
    const shortBars = await client.bringBars(admin, SHORT_BARS);
    const seconds = short ? 5 : 30;
    const { report: requests, longRuns } = await measureRequests(client, admin, longBars, seconds);
    const free = async () => {
      for (const id of longRuns) {
        const { state } = await client.send<{ state: string }>(admin, "GET", `/runs/${id}`);
        if (state === "queued" || state === "running") {
          await client.send(admin, "POST", `/runs/${id}/cancel`);
        }
      }
    };
    const crowd = await measureCrowd(client, admin, shortBars, short ? 100 : 1000, free);
    return { requests, crowd };
  } finally {
    await server.stop();
  }
}

const { values } = parseArgs({ options: { short: { type: "boolean", default: false } } });
const [loadBefore] = os.loadavg();
const report = await measure(values.short);
const machine = describeMachine(loadBefore);
const text = JSON.stringify({ ...report, machine }, null, 2);
process.stdout.write(`${text}\n${machineText(machine)}\n`);
process.stdout.write(
  `GET /runs p99: ${report.requests.latencyMs.p99} ms; it is to stay under 50\n`,
);
const wrong = failures(report);
for (const line of wrong) process.stderr.write(`${line}\n`);
if (wrong.length > 0) process.exitCode = 1;
else if (!values.short) writeWhole(RESULT, `${text}\n`);
