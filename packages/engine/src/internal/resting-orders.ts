/** The order slots of a run's block: bids, then asks, each in its order of filling. */
import { LAYOUT } from "@perpmill/core-wasm";

/** An order that rests. Prices in units. */
export interface RestingOrder {
  readonly side: 1 | -1;
  /** index into POSITION_SIDES */
  readonly positionSide: number;
  /** it only closes */
  readonly closing: boolean;
  readonly priceUnits: number;
  readonly triggerUnits: number;
  readonly lots: number;
  /** when it was quoted, UTC ms */
  readonly sinceMs: number;
  /** place among the orders of its side and quote, filled ones included; 1 fills first */
  readonly level: number;
}

/** A slot: price, trigger and lots as f64, the kind as u8, at 28 the price it was quoted at, then its time as i64. */
const TRIGGER = 8;
const LOTS = 16;
const KIND = 24;
const TIME = 32;

const SIDE_BYTES = LAYOUT.SLOTS_PER_SIDE * LAYOUT.ORDER_BYTES;
const FIRST_SLOT = LAYOUT.SLOTS_OFFSET;

/** What of a kind concerns the position side, by the kernel's number. */
const POSITION_SIDE_OF_KIND: Readonly<Record<number, number>> = {
  [LAYOUT.KIND_NET]: 0,
  [LAYOUT.KIND_OPEN_LONG]: 1,
  [LAYOUT.KIND_CLOSE_LONG]: 1,
  [LAYOUT.KIND_OPEN_SHORT]: 2,
  [LAYOUT.KIND_CLOSE_SHORT]: 2,
};

interface SideSlots {
  readonly side: 1 | -1;
  readonly first: number;
  readonly head: number;
  readonly count: number;
}

const SIDES: readonly SideSlots[] = [
  { side: 1, first: FIRST_SLOT, head: LAYOUT.RUN_BID_HEAD, count: LAYOUT.RUN_BID_COUNT },
  {
    side: -1,
    first: FIRST_SLOT + SIDE_BYTES,
    head: LAYOUT.RUN_ASK_HEAD,
    count: LAYOUT.RUN_ASK_COUNT,
  },
];

/** Every order that rests, the bids first. @param run view of a Run block */
export function restingOrders(run: DataView): RestingOrder[] {
  return SIDES.flatMap(({ side, first, head, count }) => {
    const orders: RestingOrder[] = [];
    const end = run.getInt32(count, true);
    for (let slot = run.getInt32(head, true); slot < end; slot++) {
      const at = first + slot * LAYOUT.ORDER_BYTES;
      const kind = run.getUint8(at + KIND);
      orders.push({
        side,
        positionSide: POSITION_SIDE_OF_KIND[kind],
        closing: kind === LAYOUT.KIND_CLOSE_LONG || kind === LAYOUT.KIND_CLOSE_SHORT,
        priceUnits: run.getFloat64(at, true),
        triggerUnits: run.getFloat64(at + TRIGGER, true),
        lots: run.getFloat64(at + LOTS, true),
        sinceMs: Number(run.getBigInt64(at + TIME, true)),
        level: slot + 1,
      });
    }
    return orders;
  });
}

/** Moves the triggers of resting orders to where a fill rule has them. @param run view of a Run block */
export function setTriggers(run: DataView, throughUnits: number): void {
  for (const { side, first, count } of SIDES) {
    const end = run.getInt32(count, true);
    for (let slot = 0; slot < end; slot++) {
      const at = first + slot * LAYOUT.ORDER_BYTES;
      run.setFloat64(at + TRIGGER, run.getFloat64(at, true) - side * throughUnits, true);
    }
  }
}
