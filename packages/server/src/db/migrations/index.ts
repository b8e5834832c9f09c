/** Every step of the schema, by name, in order. */
import { accounts } from "./0001-accounts.js";
import { jobs } from "./0002-jobs.js";
import { dataSets } from "./0003-data-sets.js";
import { results } from "./0004-results.js";
import { runs } from "./0005-runs.js";
import { retention } from "./0006-retention.js";
import { storedResults } from "./0007-stored-results.js";
import { strategies } from "./0008-strategies.js";
import { studies } from "./0009-studies.js";
import { shardWorkers } from "./0010-shard-workers.js";
import { studyKept } from "./0011-study-kept.js";
import { studySources } from "./0012-study-sources.js";
import { studyWalked } from "./0013-study-walked.js";
import type { SchemaMigration } from "./migration.js";

export const MIGRATIONS: Readonly<Record<string, SchemaMigration>> = {
  "0001-accounts": accounts,
  "0002-jobs": jobs,
  "0003-data-sets": dataSets,
  "0004-results": results,
  "0005-runs": runs,
  "0006-retention": retention,
  "0007-stored-results": storedResults,
  "0008-strategies": strategies,
  "0009-studies": studies,
  "0010-shard-workers": shardWorkers,
  "0011-study-kept": studyKept,
  "0012-study-sources": studySources,
  "0013-study-walked": studyWalked,
};
