/** The data sets of a run: found, visible to who asks, ready and of the right kind. */
import { join } from "node:path";
import { type DataKind, PerpmillError } from "@perpmill/engine";
import type { DataSetsTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { DataFiles, ReadOptions, RunData, TimeRange } from "../../../workers/protocol.js";
import type { RunInputsRepository } from "./run-inputs-repository.js";

/** Which data sets a run reads, by id. */
export interface InputIds {
  readonly dataSetId: string;
  readonly markDataSetId: string | null;
  readonly fundingDataSetId: string | null;
}

/** Their rows. */
export interface RunInputs {
  readonly bars: DataSetsTable;
  readonly mark: DataSetsTable | null;
  readonly funding: DataSetsTable | null;
}

const KINDS: Readonly<Record<keyof InputIds, readonly DataKind[]>> = {
  dataSetId: ["last", "trades"],
  markDataSetId: ["mark"],
  fundingDataSetId: ["funding"],
};

function idsOf(ids: InputIds): string[] {
  const all = [ids.dataSetId, ids.markDataSetId, ids.fundingDataSetId];
  return all.filter((id) => id !== null);
}

function pick(
  rows: readonly DataSetsTable[],
  ids: InputIds,
  name: keyof InputIds,
): DataSetsTable | null {
  const id = ids[name];
  if (id === null) return null;
  const row = rows.find((candidate) => candidate.id === id);
  if (row === undefined) {
    throw new ServerError("NOT_FOUND", {
      message: `there is no data set ${id} for you`,
      field: `body.${name}`,
    });
  }
  const kinds: readonly string[] = KINDS[name];
  if (!kinds.includes(row.kind)) {
    throw new PerpmillError("CONFIG_INVALID", {
      message: `the data set "${row.name}" is of kind ${row.kind}, a run needs ${kinds.join(" or ")} here`,
      where: { field: `body.${name}` },
      hint: "Choose a data set of that kind.",
    });
  }
  if (row.state !== "ready" || row.content_hash === null) {
    throw new ServerError("CONFLICT", {
      message: `the data set "${row.name}" is ${row.state}`,
      field: `body.${name}`,
    });
  }
  return row;
}

/**
 * The rows of a run's data sets.
 * @param userId who must be able to see them; null: the server itself asks
 * @throws ServerError NOT_FOUND, CONFLICT when one is not ready; PerpmillError CONFIG_INVALID when
 * one is of another kind
 */
export async function findInputs(
  repository: RunInputsRepository,
  ids: InputIds,
  userId: string | null,
): Promise<RunInputs> {
  const wanted = idsOf(ids);
  const rows = await (userId === null
    ? repository.of(wanted)
    : repository.visibleOf(wanted, userId));
  const bars = pick(rows, ids, "dataSetId");
  if (bars === null) throw new Error("a run has bars");
  return {
    bars,
    mark: pick(rows, ids, "markDataSetId"),
    funding: pick(rows, ids, "fundingDataSetId"),
  };
}

/** How the files of a data set are read. */
export function readOptionsOf(row: DataSetsTable): ReadOptions {
  return JSON.parse(row.read_options);
}

/** The length of its bars, ms; null where it is not known before reading. */
export function intervalOf(row: DataSetsTable): number | null {
  return row.interval_ms ?? readOptionsOf(row).intervalMs ?? null;
}

/** The files of a data set, by path; read as its record says. */
export function dataFilesOf(row: DataSetsTable, home: string): DataFiles {
  const files: readonly { readonly name: string }[] = JSON.parse(row.files);
  if (row.content_hash === null) throw new Error(`the data set ${row.id} is not ready`);
  return {
    paths: files.map(({ name }) => join(home, ...row.folder.split("/"), name)),
    options: readOptionsOf(row),
    contentHash: row.content_hash,
  };
}

/** What a process reads for a run. */
export function runDataOf(inputs: RunInputs, range: TimeRange, home: string): RunData {
  const { bars, mark, funding } = inputs;
  return {
    bars: dataFilesOf(bars, home),
    mark: mark === null ? null : dataFilesOf(mark, home),
    funding: funding === null ? null : dataFilesOf(funding, home),
    range,
  };
}
