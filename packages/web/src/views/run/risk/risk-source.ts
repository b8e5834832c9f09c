/** Where a report of risk comes from: the tab, or the server for one of its runs. */
import type { RiskJson } from "@perpmill/engine";

export interface RiskSource {
  /** null: not there yet */
  readonly result: RiskJson | null;
  readonly failure: {
    readonly message: string;
    readonly code: string;
    readonly hint: string | null;
  } | null;
  /** total: null where it is not known */
  readonly progress: { readonly done: number; readonly total: number | null } | null;
  /** whether it is computed just now */
  readonly active: boolean;
  /** whether what is shown is of another configuration */
  readonly outdated: boolean;
  /** whether it can be computed by whoever looks at it */
  readonly runs: boolean;
  run(): unknown;
  stop(): unknown;
}
