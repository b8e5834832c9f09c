/** The data sets of a run: found, visible to who asks, ready and of the right kind. */
import type { DataKind } from "@perpmill/engine";
import { ServerError } from "../../../errors.js";
import type { RunData, TimeRange } from "../../../workers/protocol.js";
import { type ResolvedData, resolved } from "../data/data-set-record.js";
import type { DataSetsRepository } from "../data/data-sets-repository.js";
import type { Strategies } from "../strategies/strategies-service.js";

/** Which data sets a run reads, by id. */
export interface InputIds {
  readonly dataSetId: string;
  readonly markDataSetId: string | null;
  readonly fundingDataSetId: string | null;
}

/** Those data sets. */
export interface RunInputs {
  readonly bars: ResolvedData;
  readonly mark: ResolvedData | null;
  readonly funding: ResolvedData | null;
}

/** Where data sets are found. */
export interface InputsPlace {
  readonly dataSets: DataSetsRepository;
  /** the data directory */
  readonly home: string;
  /** where strategies are found that users wrote */
  readonly strategies: Pick<Strategies, "named">;
}

/** Who asks for what of them. */
export interface InputsWish {
  /** who must be able to see them; null: the server itself asks */
  readonly userId: string | null;
  /** what names the data sets, for errors: `body`, a place in it, or `run` for a run that there is */
  readonly named: string;
}

const KINDS: Readonly<Record<keyof InputIds, readonly DataKind[]>> = {
  dataSetId: ["last", "trades"],
  markDataSetId: ["mark"],
  fundingDataSetId: ["funding"],
};

async function findOne(
  { dataSets, home }: InputsPlace,
  name: keyof InputIds,
  id: string,
  { userId, named }: InputsWish,
): Promise<ResolvedData> {
  const field = `${named}.${name}`;
  const row = await (userId === null ? dataSets.get(id) : dataSets.getVisible(id, userId));
  if (row === null) {
    throw new ServerError("NOT_FOUND", { message: `there is no data set ${id} for you`, field });
  }
  const kinds: readonly string[] = KINDS[name];
  if (!kinds.includes(row.kind)) {
    throw new ServerError("DATA_UNFIT", {
      message: `the data set "${row.name}" is of kind ${row.kind}, a run needs ${kinds.join(" or ")} here`,
      field,
    });
  }
  const data = resolved(home, row);
  if (data !== null) return data;
  const message = `the data set "${row.name}" is not ready: it is ${row.state}`;
  throw new ServerError("CONFLICT", { message, field });
}

/**
 * The data sets of a run.
 * @throws ServerError NOT_FOUND, CONFLICT when one is not ready, DATA_UNFIT when one is of another
 * kind
 */
export async function findInputs(
  place: InputsPlace,
  ids: InputIds,
  wish: InputsWish,
): Promise<RunInputs> {
  const { dataSetId, markDataSetId: mark, fundingDataSetId: funding } = ids;
  return {
    bars: await findOne(place, "dataSetId", dataSetId, wish),
    mark: mark === null ? null : await findOne(place, "markDataSetId", mark, wish),
    funding: funding === null ? null : await findOne(place, "fundingDataSetId", funding, wish),
  };
}

/** The length of its bars, ms; null where it is not known before reading. */
export function intervalOf(data: ResolvedData): number | null {
  return data.intervalMs ?? data.files.options.intervalMs ?? data.facts.intervalMs;
}

/** What a process reads for a run. */
export function runDataOf({ bars, mark, funding }: RunInputs, range: TimeRange): RunData {
  return {
    bars: bars.files,
    mark: mark?.files ?? null,
    funding: funding?.files ?? null,
    range,
  };
}
