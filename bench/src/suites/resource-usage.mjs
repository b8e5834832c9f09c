/** Preloaded into the measured command: writes what the process used when it ends. */
import { writeFileSync } from "node:fs";

const file = process.env.PERPMILL_BENCH_USAGE;
if (file) {
  process.on("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const usage = { maxRssMb: maxRSS / 1024, cpuMs: (userCPUTime + systemCPUTime) / 1000 };
    writeFileSync(file, JSON.stringify(usage));
  });
}
