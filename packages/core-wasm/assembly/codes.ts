/** The numbers by which host and kernel name kinds, models, reasons, layers, columns and limits. */

/** What an order does. */
export const KIND_NET: i32 = 0;
export const KIND_OPEN_LONG: i32 = 1;
export const KIND_OPEN_SHORT: i32 = 2;
export const KIND_CLOSE_LONG: i32 = 3;
export const KIND_CLOSE_SHORT: i32 = 4;

export const MODEL_DIRECTION: i32 = 0;
export const MODEL_NEAREST: i32 = 1;
export const MODEL_LOW_FIRST: i32 = 2;
export const MODEL_HIGH_FIRST: i32 = 3;
export const MODEL_RANDOM: i32 = 4;

export const REASON_QUOTE: i32 = 0;
export const REASON_STOP: i32 = 1;
export const REASON_LIMIT: i32 = 2;
export const REASON_REGIME: i32 = 3;
export const REASON_LIQUIDATION: i32 = 4;

export const STOPPED_NONE: i32 = 0;
export const STOPPED_MAX_DRAWDOWN: i32 = 1;
export const STOPPED_MIN_EQUITY: i32 = 2;
export const STOPPED_MAX_DAILY_LOSS: i32 = 3;

export const REGIME_NORMAL: i32 = 0;
export const REGIME_HIGH: i32 = 1;
export const REGIME_EXTREME: i32 = 2;
export const REGIME_EMERGENCY: i32 = 3;

export const EVENT_FUNDING: i32 = 0;
export const EVENT_REBATE: i32 = 1;
/** quoting is closed; the event's rate is the time until which, ms */
export const EVENT_CLOSE: i32 = 2;

export const LAYER_PLAIN: i32 = 0;
export const LAYER_LAZY: i32 = 1;
export const LAYER_SKIP: i32 = 2;

/** Numbers in the parameter block of a strategy. */
export const PARAMETER_COUNT: i32 = 32;

/** Bytes that a strategy has for itself; zero at the start. */
export const STATE_BYTES: usize = 8192;

/** Hanging orders of one side, at most. */
export const HANGING_PER_SIDE: i32 = 16;

/** Rows that one bar can add to the trade log at most, by far. */
export const TRADE_ROWS_PER_BAR: i32 = 1024;

/** Columns of the trade log: f64 columns first, then i32 columns, each `tradeCapacity` rows. */
export const TRADE_TIME: usize = 0;
export const TRADE_PRICE: usize = 1;
export const TRADE_LOTS: usize = 2;
export const TRADE_FEE: usize = 3;
export const TRADE_REALIZED: usize = 4;
export const TRADE_LONG_AFTER: usize = 5;
export const TRADE_SHORT_AFTER: usize = 6;
export const TRADE_BALANCE_AFTER: usize = 7;
export const TRADE_REFERENCE: usize = 8;
/** f64 columns, then bar index and flags as i32 columns */
export const TRADE_F64_COLUMNS: usize = 9;
export const TRADE_BAR: usize = 9;
export const TRADE_FLAGS: usize = 10;
export const TRADE_BYTES_PER_ROW: i32 = 9 * 8 + 2 * 4;
/** flags: bit 0 sell, bits 1-2 position side (0 net, 1 long, 2 short), bit 3 taker, bits 4-6 reason */
export const FLAG_SELL: i32 = 1;
export const FLAG_POSITION_SHIFT: i32 = 1;
export const FLAG_TAKER: i32 = 8;
export const FLAG_REASON_SHIFT: i32 = 4;
