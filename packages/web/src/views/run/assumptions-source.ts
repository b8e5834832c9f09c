/** Where an envelope comes from: the tab, or the server for one of its runs. */
import type { EnvelopeResult } from "@perpmill/engine";

export interface AssumptionsSource {
  /** null: not there yet */
  readonly result: EnvelopeResult | null;
  readonly failure: {
    readonly message: string;
    readonly code: string;
    readonly hint: string | null;
  } | null;
  /** bars so far and in all; null: not known */
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
