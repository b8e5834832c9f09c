/** What a caller may write as a configuration, as types. Checked again when it is read. */
import type { Static } from "typebox";
import type { INSTRUMENT, SECTIONS, TIER } from "./schema.js";

type Decimal = number | string;
type Section<Name extends keyof typeof SECTIONS> = Static<(typeof SECTIONS)[Name]>;

/** A row of `instrument.tiers`. */
export type TierInput = Static<typeof TIER>;

/** Every number of an instrument, or a preset with changes. */
export type InstrumentInput = Omit<Static<typeof INSTRUMENT>, "tiers"> & {
  readonly preset?: string | null;
  readonly tiers?: readonly TierInput[] | null;
};

/** `{ equityRatio }` or `{ quantity }`. */
export type OrderSizeInput = { readonly equityRatio: Decimal } | { readonly quantity: Decimal };

/** `name` and the parameters of that strategy's descriptor. */
export interface StrategyInput {
  readonly name: string;
  readonly [parameter: string]: Decimal | boolean | OrderSizeInput | null;
}

/** A configuration of semantics 10. A NormalisedConfig is one too. */
export interface ConfigInput {
  /** a preset's name, or an instrument */
  readonly instrument: string | InstrumentInput;
  readonly data?: Section<"data"> | null;
  readonly account: Section<"account"> & { readonly initialBalance: Decimal };
  readonly path?: Section<"path"> | null;
  readonly fills?: Section<"fills"> | null;
  readonly funding?: Section<"funding"> | null;
  readonly rebate?: Section<"rebate"> | null;
  readonly risk?: Section<"risk"> | null;
  readonly volatility?: Section<"volatility"> | null;
  readonly quoting?: Section<"quoting"> | null;
  readonly output?: Section<"output"> | null;
  readonly strategy: StrategyInput;
}
