/** Parameters of the older system: what each becomes. The table of docs/migration.md is made of it. */

/** How a value is taken over. */
export type Conversion =
  /** as it is */
  | "same"
  /** seconds, here milliseconds */
  | "seconds"
  /** `ETH/USDT` or `eth-usdt` is `ETHUSDT` */
  | "symbol"
  | "strategy"
  /** true is the hedge grid */
  | "hedgeMode"
  /** hours, here bars of a minute */
  | "hoursOfBars"
  | "positionMode"
  /** ISO date, or seconds or milliseconds since 1970 */
  | "time";

export interface ParameterRule {
  /** names in the older system, in lower case, without `_`, `-` and blanks the same */
  readonly old: readonly [string, ...string[]];
  /** paths in a configuration */
  readonly paths: readonly [string, ...string[]];
  readonly conversion: Conversion;
}

function rule(
  old: ParameterRule["old"],
  paths: ParameterRule["paths"],
  conversion: Conversion = "same",
): ParameterRule {
  return { old, paths, conversion };
}

/** In the order in which they are applied: what is more particular comes later and wins. */
export const PARAMETER_RULES: readonly ParameterRule[] = [
  rule(["symbol", "trading_pair", "pair", "market"], ["instrument.preset"], "symbol"),
  rule(["tick_size", "price_tick", "min_price_increment"], ["instrument.tickSize"]),
  rule(["step_size", "lot_size", "quantity_step"], ["instrument.stepSize"]),
  rule(["min_qty", "min_quantity", "min_order_size"], ["instrument.minQty"]),
  rule(["min_notional", "min_order_value"], ["instrument.minNotional"]),
  rule(["contract_size", "contract_multiplier"], ["instrument.contractSize"]),
  rule(["maker_fee", "maker_fee_rate", "maker_commission"], ["instrument.makerFee"]),
  rule(["taker_fee", "taker_fee_rate", "taker_commission"], ["instrument.takerFee"]),
  rule(["liquidation_fee", "liquidation_fee_rate"], ["instrument.liquidationFee"]),
  rule(["start_date", "start_time", "backtest_start"], ["data.start"], "time"),
  rule(["end_date", "end_time", "backtest_end"], ["data.end"], "time"),
  rule(
    ["initial_balance", "initial_capital", "starting_balance", "initial_equity"],
    ["account.initialBalance"],
  ),
  rule(["leverage", "max_leverage"], ["account.leverage"]),
  rule(["position_mode", "position_side_mode"], ["account.positionMode"], "positionMode"),
  rule(["hedge_mode"], ["strategy.name"], "hedgeMode"),
  rule(["strategy", "strategy_name", "strategy_type"], ["strategy.name"], "strategy"),
  rule(["spread"], ["strategy.bidSpread", "strategy.askSpread"]),
  rule(["bid_spread", "buy_spread", "long_spread"], ["strategy.bidSpread"]),
  rule(["ask_spread", "sell_spread", "short_spread"], ["strategy.askSpread"]),
  rule(["close_spread", "take_profit_spread"], ["strategy.closeSpread"]),
  rule(["order_size_ratio", "order_ratio", "order_amount_ratio"], ["strategy.size.equityRatio"]),
  rule(["order_amount", "order_quantity", "order_qty"], ["strategy.size.quantity"]),
  rule(
    ["position_size_ratio", "position_ratio", "max_position_ratio", "max_position_value_ratio"],
    ["strategy.maxPositionRatio"],
  ),
  rule(["max_inventory_ratio"], ["strategy.maxInventoryRatio"]),
  rule(["inventory_skew"], ["strategy.inventorySkew"]),
  rule(["levels", "order_levels"], ["strategy.levels"]),
  rule(["level_spacing", "order_level_spread"], ["strategy.levelSpacing"]),
  rule(
    ["order_refresh_time", "order_refresh_seconds", "refresh_interval", "order_refresh_interval"],
    ["strategy.orderRefreshMs"],
    "seconds",
  ),
  rule(["order_refresh_ms"], ["strategy.orderRefreshMs"]),
  rule(["fee_rebate_rate", "rebate_rate", "fee_rebate"], ["rebate.rate"]),
  rule(["rebate_day", "rebate_payout_day", "fee_rebate_day"], ["rebate.payoutDay"]),
  rule(["funding_rate"], ["funding.rate"]),
  rule(["funding_interval_hours"], ["funding.intervalHours"]),
  rule(["max_drawdown", "max_drawdown_limit", "max_drawdown_stop"], ["risk.maxDrawdown"]),
  rule(["min_equity", "min_balance"], ["risk.minEquity"]),
  rule(["max_daily_loss", "daily_loss_limit"], ["risk.maxDailyLoss"]),
  rule(["stop_loss", "position_stop_loss", "stop_loss_ratio"], ["risk.positionStopLoss"]),
  rule(["atr_period", "atr_window"], ["volatility.atrPeriod"]),
  rule(["atr_high_threshold", "high_volatility_threshold"], ["volatility.high"]),
  rule(["atr_extreme_threshold", "extreme_volatility_threshold"], ["volatility.extreme"]),
  rule(["atr_emergency_threshold", "emergency_volatility_threshold"], ["volatility.emergency"]),
  rule(
    ["high_spread_multiplier", "high_volatility_spread_multiplier"],
    ["volatility.highSpreadMultiplier"],
  ),
  rule(
    ["extreme_spread_multiplier", "extreme_volatility_spread_multiplier"],
    ["volatility.extremeSpreadMultiplier"],
  ),
  rule(["random_seed", "seed"], ["path.seed"]),
];

/** Of the older hedge grid, before the others: names that meant something else with it. */
export const HEDGE_GRID_RULES: readonly ParameterRule[] = [
  rule(["spread", "close_spread", "take_profit_spread"], ["strategy.spread"]),
  rule(
    ["position_size_ratio", "order_size_ratio", "order_ratio", "order_amount_ratio"],
    ["strategy.size.equityRatio"],
  ),
  rule(["max_orders", "max_open_orders"], ["strategy.maxOrders"]),
  rule(["atr_threshold"], ["strategy.balanceThreshold"]),
  rule(["atr_period_hours"], ["strategy.atrPeriod"], "hoursOfBars"),
];

/** Parameters that the older hedge grid had beside it and never looked at. */
export const HEDGE_GRID_WITHOUT: Readonly<Record<string, string>> = {
  bid_spread: "the hedge grid opens at the price; the distance of its take-profit is spread",
  ask_spread: "the hedge grid opens at the price; the distance of its take-profit is spread",
};

/** Old parameters that are known and have no counterpart, with why. */
export const KNOWN_WITHOUT: Readonly<Record<string, string>> = {
  margin_tiers: "tiers come from the exchange's own file: perpmill instruments import",
  leverage_tiers: "tiers come from the exchange's own file: perpmill instruments import",
  slippage: "slippage is a number of ticks here: fills.slippageTicks",
  enable_plot: "results are shown by the web app and by perpmill report",
  cache_dir: "the cache is below the data directory",
};

/** How names are compared: `bidSpread`, `BID_SPREAD` and `bid-spread` are one. */
export function foldName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}
