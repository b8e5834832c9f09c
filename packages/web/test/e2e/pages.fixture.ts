/** Every page of the app with something on it, for what looks at all of them. */
import type { Page } from "playwright";

const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: {
    name: "dual-maker",
    bidSpread: 0.003,
    askSpread: 0.003,
    size: { equityRatio: 0.02 },
  },
};

const AXES = [
  { path: "strategy.bidSpread", from: 0.002, to: 0.008, count: 4 },
  { path: "strategy.askSpread", from: 0.002, to: 0.008, count: 4 },
];
const SEARCH = { space: AXES, method: "tpe", budget: 12, objective: "sharpe" };
const WINDOWS = { scheme: "rolling", trainDays: 30, testDays: 10 };

/** A small study of each kind, by the address of its page. */
const STUDIES = {
  sweeps: { kind: "sweep", config: CONFIG, axes: AXES },
  searches: { kind: "search", config: CONFIG, ...SEARCH },
  "walk-forwards": { kind: "walk-forward", config: CONFIG, windows: WINDOWS, search: SEARCH },
  "k-folds": { kind: "k-fold", config: CONFIG, folds: 3, search: SEARCH },
  "time-splits": { kind: "time-splits", config: CONFIG, by: "month" },
  trust: { kind: "trust", config: CONFIG },
};

interface Listed {
  readonly id: string;
  readonly state: string;
}

/** Ids of what a server was given to show. */
export interface Furnished {
  readonly dataSetId: string;
  readonly runIds: readonly string[];
  /** of studies, by the address of their page */
  readonly studyIds: Readonly<Record<string, string>>;
}

/** Asks until the answer is the one that is waited for. */
async function until<T>(ask: () => Promise<T>, ready: (answer: T) => boolean): Promise<T> {
  for (let attempt = 0; attempt < 2400; attempt++) {
    const answer = await ask();
    if (ready(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("it took longer than four minutes");
}

/** Gives a server a sample, runs of it and studies. @param page that has a log-in, or needs none */
export async function furnish(page: Page, url: string, bars = 100_000): Promise<Furnished> {
  const api = page.request;
  const headers = { origin: url };
  const made = await api.post(`${url}/api/v1/data/sample`, { headers, data: { bars } });
  const { id: dataSetId }: Listed = await made.json();
  const set = async (): Promise<Listed> =>
    (await api.get(`${url}/api/v1/data/${dataSetId}`)).json();
  await until(set, ({ state }) => state === "ready");
  const runIds: string[] = [];
  for (const [label, bidSpread, askSpread] of [
    ["Narrow", 0.002, 0.002],
    ["Wide", 0.004, 0.004],
    ["Patient", 0.008, 0.008],
  ] as const) {
    const strategy = { ...CONFIG.strategy, bidSpread, askSpread };
    const data = { dataSetId, label, config: { ...CONFIG, strategy } };
    const answer = await api.post(`${url}/api/v1/runs`, { headers, data });
    const { run }: { run: Listed } = await answer.json();
    runIds.push(run.id);
  }
  const studyIds: Record<string, string> = {};
  for (const [page, asked] of Object.entries(STUDIES)) {
    const data = { dataSetId, request: asked };
    const answer = await api.post(`${url}/api/v1/studies`, { headers, data });
    const { study }: { study: Listed } = await answer.json();
    studyIds[page] = study.id;
  }
  for (const path of [
    ...runIds.map((id) => `runs/${id}`),
    ...Object.values(studyIds).map((id) => `studies/${id}`),
  ]) {
    const job = async (): Promise<Listed> => (await api.get(`${url}/api/v1/${path}`)).json();
    await until(job, ({ state }) => state === "done");
  }
  return { dataSetId, runIds, studyIds };
}

/** Addresses below the server's, by a name. */
export function pagesOf({
  dataSetId,
  runIds,
  studyIds,
}: Furnished): Readonly<Record<string, string>> {
  return {
    run: "",
    data: `data/${dataSetId}`,
    history: "history",
    compare: `compare?ids=${runIds.join(",")}`,
    "server-run": `runs/${runIds[0]}`,
    market: "market",
    ...Object.fromEntries(Object.entries(studyIds).map(([page, id]) => [page, `${page}/${id}`])),
    system: "system",
    users: "system/users",
    keys: "system/keys",
    cache: "cache",
    profile: "profile",
    settings: "settings",
  };
}
