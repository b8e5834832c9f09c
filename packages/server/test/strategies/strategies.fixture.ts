/** Strategies that users write: a good one, and ones that would harm a server. */
import type { TestUser } from "../harness.fixture.js";

/** A strategy in AssemblyScript whose `quote` does something. */
function makerThat(quote: string): string {
  return `import { Strategy } from "@perpmill/engine/strategy";

/** Quotes one level on both sides. @zh 双边单层 */
export class MyMaker extends Strategy {
  /** Half spread. @unit ratio @min 0.0001 @max 0.1 @scale log @zh 半价差 */
  spread: f64 = 0.002;
  private quotes: i32 = 0;

  quote(): void {
    this.quotes += 1;
${quote}
    const size: f64 = this.shareOfEquity(0.02);
    this.bid(this.price * (1 - this.spread), size);
    this.ask(this.price * (1 + this.spread), size);
  }
}
`;
}

export const MAKER = makerThat("");
/** The same with other words in it: another version. */
export const MAKER_2 = makerThat("    // wider tomorrow");
/** Two things are wrong with it. */
export const WRONG = makerThat("    const a: i32 = 'x';\n    this.bit(1, 1);");
/** Does not come back from a quote in the middle of the run. */
export const ENDLESS = makerThat("    while (this.quotes > 100) this.quotes += 1;");
/** Does not come back from a quote where its spread is wide. */
export const ENDLESS_WIDE = makerThat("    while (this.spread > 0.005) this.quotes += 1;");
/** Takes memory until there is none. */
export const GREEDY = makerThat(
  "    for (let i = 0; i < 1000; i++) new StaticArray<f64>(1_000_000).fill(1);",
);
/** Asks for an element that is not there. */
export const TRAPPING = makerThat(
  "    const few = new StaticArray<f64>(2);\n    if (this.quotes > 100) few[this.quotes] = 1;",
);

export function create(user: TestUser, source: string, name = "maker") {
  return user.inject({ method: "POST", url: "/api/v1/strategies", payload: { name, source } });
}

/** Saves a strategy and gives what configurations call it. */
export async function written(user: TestUser, source: string, name = "maker"): Promise<string> {
  const response = await create(user, source, name);
  const { hash } = response.json();
  if (typeof hash !== "string") throw new Error(`not saved: ${response.body}`);
  return `user:${hash}`;
}
