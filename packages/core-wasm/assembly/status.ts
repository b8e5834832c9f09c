/** What `advance` returns. Exported, so that the host repeats no number. */

/** Bars are left; call again. */
export const STATUS_MORE: i32 = 0;
/** Every bar was run. */
export const STATUS_DONE: i32 = 1;
/** The run ended by itself: liquidated, or a limit that ends it. */
export const STATUS_ENDED: i32 = 2;
/** The trade log must be drained (set tradeCount to 0) before the next bar. */
export const STATUS_DRAIN: i32 = 3;
/** The host's strategy must place its orders; then call again. */
export const STATUS_NEEDS_QUOTE: i32 = 4;
/** No strategy has this id. */
export const STATUS_BAD_STRATEGY: i32 = -1;
