/** Brings an older installation over, file by file; what was brought before is left as it is. */
import type { FastifyInstance } from "fastify";
import type { Caller } from "../access.js";
import { bringBars, tryBars } from "./bring-bars.js";
import { bringHistory } from "./bring-history.js";
import { bringParameters } from "./bring-parameters.js";
import type { FileReport, MigrationReport } from "./report.js";
import { type OldFile, scanFolder } from "./scan-folder.js";

/** What things are brought into; null: a rehearsal, nothing is written. */
export interface MigrationTarget {
  readonly app: FastifyInstance;
  readonly owner: Caller;
  /** where configurations are written */
  readonly configFolder: string;
}

export interface MigrationOptions {
  readonly folder: string;
  readonly nowMs: number;
  readonly target: MigrationTarget | null;
  /** called after each file */
  readonly onFile?: (report: FileReport) => void;
}

function bring(file: OldFile, { nowMs, target }: MigrationOptions): Promise<FileReport> {
  switch (file.kind) {
    case "parameters":
      return bringParameters(file, target?.configFolder ?? null);
    case "history":
      return bringHistory(
        file,
        nowMs,
        target === null ? null : { app: target.app, ownerId: target.owner.userId },
      );
    case "bars":
    case "cache":
      return target === null ? tryBars(file) : bringBars(file, target.app, target.owner);
  }
}

/**
 * Goes through all files of a folder that may be of an older installation.
 * @throws errors of the file system and the database; what is wrong with a file is in its report
 */
export async function migrate(options: MigrationOptions): Promise<MigrationReport> {
  const { files: found, others } = await scanFolder(options.folder);
  const files: FileReport[] = [];
  for (const file of found) {
    const report = await bring(file, options);
    files.push(report);
    options.onFile?.(report);
  }
  return { folder: options.folder, dryRun: options.target === null, files, otherFiles: others };
}
