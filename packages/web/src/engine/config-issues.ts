/** What the engine would refuse in a configuration, all of it at once, before anything runs. */
import {
  type ConfigInput,
  type ErrorIssue,
  normaliseConfig,
  PerpmillError,
  type StrategyDescriptor,
} from "@perpmill/engine";

/** What a configuration will be run on, as far as it matters to its checks. */
export interface ConfigSurroundings {
  /** of the bars; null: none are open yet */
  readonly intervalMs: number | null;
  /** whether funding rates come with the run */
  readonly hasFunding: boolean;
  /** strategies besides the built-in ones */
  readonly strategies?: readonly StrategyDescriptor[];
}

/** Bars that are not known yet are taken for minutes. */
const MINUTE_MS = 60_000;

/** Whether a configuration takes the funding rates that are there: other modes leave them out. */
export function takesFunding({ funding }: ConfigInput): boolean {
  const mode = funding?.mode ?? null;
  return mode === null || mode === "series";
}

/** The engine's words on each field that it refuses; empty when a run can begin. */
export function configIssues(
  config: ConfigInput,
  { intervalMs, hasFunding, strategies = [] }: ConfigSurroundings,
): readonly ErrorIssue[] {
  const hasFundingFile = hasFunding && takesFunding(config);
  try {
    normaliseConfig(config, { intervalMs: intervalMs ?? MINUTE_MS, hasFundingFile, strategies });
    return [];
  } catch (error) {
    if (!(error instanceof PerpmillError)) throw error;
    const { detail, hint, issues, where } = error;
    if (issues.length > 0) return issues;
    return [{ field: where.field ?? "", message: detail, hint: hint ?? "" }];
  }
}
