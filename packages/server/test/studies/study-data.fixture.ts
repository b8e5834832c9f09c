/** Studies on synthetic bars. */
import type { SearchStudy, SweepStudy } from "@perpmill/engine";
import type { Kysely } from "kysely";
import type { Database } from "../../src/db/schema.js";
import { scopesOf } from "../../src/plugins/app/guard/decide.js";
import type { StartStudyBody } from "../../src/schemas/start-study.js";
import type { StudyDetail } from "../../src/schemas/studies.js";
import type { TestApp, TestUser } from "../harness.fixture.js";
import { CONFIG, putBars } from "../runs/run-data.fixture.js";

/** 12 rows of about a millisecond. */
export const SWEEP: SweepStudy = {
  kind: "sweep",
  config: CONFIG,
  axes: [
    { path: "strategy.bidSpread", from: "0.0005", to: "0.002", step: "0.0005" },
    { path: "account.leverage", values: [1, 5, 10] },
  ],
};

/** A sweep of so many rows that take their time. */
export function longSweep(rows: number): SweepStudy {
  return {
    ...SWEEP,
    config: {
      ...CONFIG,
      output: { rejections: true },
      strategy: {
        name: "pure-maker",
        bidSpread: 0.001,
        askSpread: 0.001,
        levels: 32,
        levelSpacing: 0.0001,
        size: { equityRatio: 0.01 },
      },
    },
    axes: [{ path: "strategy.bidSpread", from: 0.0005, to: 0.01 }],
    sampler: { kind: "sobol", count: rows, seed: 7 },
  };
}

/** A search of so many trials that take their time. */
export function longSearch(budget: number): SearchStudy {
  const { config } = longSweep(1);
  const space = [{ path: "strategy.bidSpread", from: 0.0005, to: 0.004 }];
  return { kind: "search", config, space, objective: "totalReturn", budget, seed: 3 };
}

/** Sends a study and gives the answer. */
export function postStudy(user: TestUser, body: Partial<StartStudyBody>, query = "") {
  return user.inject({ method: "POST", url: `/api/v1/studies${query}`, payload: body });
}

/** A study as its owner sees it. */
export async function studyNow(user: TestUser, id: string): Promise<StudyDetail> {
  return (await user.inject({ url: `/api/v1/studies/${id}` })).json();
}

/** The study when something holds of it. */
export async function studyWhen(
  user: TestUser,
  id: string,
  holds: (study: StudyDetail) => boolean,
): Promise<StudyDetail> {
  // More and more seldom: a user may ask six hundred times a minute.
  for (let waitMs = 10; ; waitMs = Math.min(200, waitMs * 1.05)) {
    const study = await studyNow(user, id);
    if (holds(study)) return study;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

/** Takes a study in and waits for its end. */
export async function studyToEnd(
  user: TestUser,
  body: Partial<StartStudyBody>,
): Promise<StudyDetail> {
  const response = await postStudy(user, { request: SWEEP, ...body });
  const { study } = response.json();
  if (study === undefined) throw new Error(`no study: ${response.body}`);
  return studyWhen(user, study.id, ({ state }) => state !== "queued" && state !== "running");
}

/** A user of a server with a data set, and what a script of his sends. */
export async function scriptOf(
  server: TestApp,
  bars: number,
): Promise<{ readonly dataSetId: string; readonly authorization: string }> {
  const owner = await server.as("user");
  const scopes = new Set(scopesOf("user"));
  const maker = { userId: owner.id, name: "user", role: "user", scopes, via: "token" } as const;
  const wish = { name: "script", scopes: ["runs:read", "runs:write"], expiresMs: null } as const;
  const { key } = await server.app.accounts.apiKeys.create(maker, wish);
  return { dataSetId: await putBars(server, owner.id, { bars }), authorization: `Bearer ${key}` };
}

/** Rows of a study as the database has them. */
export function storedRows(db: Kysely<Database>, id: string) {
  return db
    .selectFrom("study_rows")
    .select(["row_index", "shard", "key", "outcome", "point", "cells", "written_ms"])
    .where("study_id", "=", id)
    .orderBy("row_index")
    .execute();
}
