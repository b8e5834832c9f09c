import { describe, expect, test } from "vitest";
import { allMembers, classesIn, classOfField } from "./api-members";

const API = `
/** What every strategy is made of. */
export declare abstract class Base {
  /** the price now, quote */
  protected get price(): f64;
}

/**
 * A strategy.
 */
export declare abstract class Strategy extends Base {
  /** Places an order to buy. @param price quote */
  bid(price: f64, size: f64): void;
  readonly inventory: f64;
  private hidden: f64;
}
`;

const SOURCE = `import { Ema, Strategy } from "@perpmill/engine/strategy";

export class MyMaker extends Strategy {
  /** Half spread. @unit ratio */
  spread: f64 = 0.002;
  private readonly fast: Ema = new Ema(20);
  private slow = new Sma(50);
  quote(): void {
    this.bid(this.price * (1 - this.spread), 1);
  }
}
`;

describe("declarations", () => {
  test("give classes with what they offer, and what it is for", () => {
    const classes = classesIn(API);
    expect(classes.map(({ name, base, text }) => [name, base, text])).toEqual([
      ["Base", null, "What every strategy is made of."],
      ["Strategy", "Base", "A strategy."],
    ]);
    expect(allMembers(classes, "Strategy")).toEqual([
      {
        name: "bid",
        kind: "method",
        signature: "(price: f64, size: f64): void",
        text: "Places an order to buy. @param price quote",
        isPrivate: false,
      },
      { name: "inventory", kind: "property", signature: ": f64", text: "", isPrivate: false },
      { name: "hidden", kind: "property", signature: ": f64", text: "", isPrivate: true },
      {
        name: "price",
        kind: "property",
        signature: "(): f64",
        text: "the price now, quote",
        isPrivate: false,
      },
    ]);
    expect(allMembers(classes, "Ema")).toEqual([]);
  });

  test("of a source are read as well", () => {
    const [own] = classesIn(SOURCE);
    expect(own?.members.map(({ name }) => name)).toEqual(["spread", "fast", "slow", "quote"]);
    expect(classOfField(SOURCE, "fast")).toBe("Ema");
    expect(classOfField(SOURCE, "slow")).toBe("Sma");
    expect(classOfField(SOURCE, "spread")).toBe(null);
  });
});
