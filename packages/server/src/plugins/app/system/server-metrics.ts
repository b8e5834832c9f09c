/** Numbers for Prometheus, gathered when they are asked for. */
import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import type { FastifyInstance } from "fastify";
import { Gauge, Histogram, Registry } from "prom-client";
import type {} from "../events/events.js";
import { JOB_LANES } from "../jobs/job-states.js";

const SECOND_MS = 1000;
const SECOND_NS = 1e9;
/** Of answers, in seconds. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

function gauge(
  registry: Registry,
  name: string,
  help: string,
  collect: (gauge: Gauge) => void | Promise<void>,
  labelNames: readonly string[] = [],
): void {
  const one: Gauge = new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    collect: () => collect(one),
  });
}

function addProcess(registry: Registry, delay: IntervalHistogram): void {
  gauge(registry, "process_resident_memory_bytes", "Memory of the server's process.", (one) =>
    one.set(process.memoryUsage.rss()),
  );
  gauge(registry, "process_cpu_seconds", "CPU time of the server's process.", (one) => {
    const { user, system } = process.cpuUsage();
    one.set((user + system) / 1e6);
  });
  gauge(registry, "process_uptime_seconds", "Since the start.", (one) => one.set(process.uptime()));
  gauge(
    registry,
    "nodejs_eventloop_lag_p99_seconds",
    "Delay of the event loop since it was asked for last, 99th percentile.",
    (one) => {
      one.set(delay.percentile(99) / SECOND_NS);
      delay.reset();
    },
  );
}

function addQueue(registry: Registry, app: FastifyInstance): void {
  gauge(
    registry,
    "perpmill_jobs",
    "Jobs that wait and run.",
    async (one) => {
      const { queued, running } = await app.jobs.counts();
      one.set({ state: "queued" }, queued);
      one.set({ state: "running" }, running);
    },
    ["state"],
  );
  gauge(
    registry,
    "perpmill_workers",
    "Processes by lane and state.",
    (one) => {
      const workers = app.pool.status();
      for (const lane of JOB_LANES) {
        for (const state of ["starting", "idle", "busy"]) {
          const same = workers.filter((worker) => worker.lane === lane && worker.state === state);
          one.set({ lane, state }, same.length);
        }
      }
    },
    ["lane", "state"],
  );
  gauge(registry, "perpmill_workers_memory_bytes", "Memory of all processes.", (one) =>
    one.set(app.pool.status().reduce((sum, { memoryBytes }) => sum + (memoryBytes ?? 0), 0)),
  );
  gauge(registry, "perpmill_sockets", "Open WebSockets.", (one) =>
    one.set(app.websocketServer.clients.size),
  );
  gauge(registry, "perpmill_subscriptions", "Topics that sockets read.", (one) =>
    one.set(app.events.sizes().listeners),
  );
}

/** The metrics of one server; they share nothing with those of another in the same process. */
export class ServerMetrics {
  readonly #registry = new Registry();
  readonly #delay = monitorEventLoopDelay();
  readonly #answers: Histogram;

  constructor(app: FastifyInstance) {
    this.#delay.enable();
    this.#answers = new Histogram({
      name: "http_request_duration_seconds",
      help: "Time to the end of an answer, by route.",
      labelNames: ["method", "route", "status"],
      buckets: BUCKETS,
      registers: [this.#registry],
    });
    addProcess(this.#registry, this.#delay);
    addQueue(this.#registry, app);
  }

  /** Counts an answer. @param route its pattern, never the address with its ids */
  count(method: string, route: string, status: number, elapsedMs: number): void {
    this.#answers.observe({ method, route, status: String(status) }, elapsedMs / SECOND_MS);
  }

  /** In Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** By name: the values with their labels. */
  async json(): Promise<Record<string, { labels: object; value: number }[]>> {
    const metrics = await this.#registry.getMetricsAsJSON();
    return Object.fromEntries(
      metrics.map(({ name, values }) => [
        name,
        values.map(({ labels, value }) => ({ labels, value })),
      ]),
    );
  }

  close(): void {
    this.#delay.disable();
  }
}
