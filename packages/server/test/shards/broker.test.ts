/** Shards on their way: in PostgreSQL always, on Redis where a server of it is installed. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { prepareBroker, type ShardName } from "../../src/plugins/app/shards/shard-broker.js";
import { ShardInbox, type Taken } from "../../src/plugins/app/shards/shard-inbox.js";
import { ShardOutbox } from "../../src/plugins/app/shards/shard-outbox.js";
import { type Broker, testBrokers } from "./brokers.fixture.js";

const LOCK_MS = 1000;

function study(shards: number): ShardName[] {
  const studyId = randomUUID();
  return Array.from({ length: shards }, (_, position) => ({ studyId, position }));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

describe.each(testBrokers())("shards in %s", (kind) => {
  let broker: Broker;
  const errors: Error[] = [];
  const open: { close(): Promise<unknown> }[] = [];
  const options = () => ({ ...broker, onError: (error: Error) => void errors.push(error) });

  beforeAll(async () => {
    broker = await kind.start();
    await prepareBroker(options());
    await prepareBroker(options());
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
    expect(errors.splice(0)).toEqual([]);
  });
  afterAll(() => broker.stop());

  function outbox(): ShardOutbox {
    const made = new ShardOutbox(options());
    open.push(made);
    return made;
  }

  function inbox(take: (shard: ShardName, lost: AbortSignal) => Promise<Taken>, places = 1) {
    const made = new ShardInbox({ ...options(), name: "tester", places, lockMs: LOCK_MS, take });
    open.push(made);
    return made;
  }

  test("each is taken once by whoever is free, and a second of the same name is none", async () => {
    const shards = study(20);
    const taken: number[] = [];
    const take = async ({ position }: ShardName): Promise<Taken> => {
      taken.push(position);
      return "settled";
    };
    const box = outbox();
    await box.put(shards);
    await box.put(shards);
    inbox(take);
    inbox(take);
    await expect.poll(() => taken.length).toBe(20);
    await expect.poll(() => box.waiting()).toBe(0);
    expect(new Set(taken).size).toBe(20);
  });

  test("studies have turns: a short one that comes late does not wait for a long one", async () => {
    const [long, short] = [study(30), study(3)];
    const box = outbox();
    await box.put(long);
    const taken: string[] = [];
    let hold = true;
    inbox(async ({ studyId }) => {
      taken.push(studyId);
      while (hold && taken.length === 5) await pause(5);
      return "settled";
    });
    await expect.poll(() => taken.length).toBe(5);
    await box.put(short);
    hold = false;
    await expect.poll(() => taken.length).toBe(33);
    expect(taken.lastIndexOf(short[0]?.studyId ?? "")).toBeLessThan(15);
  });

  test("what is put back is taken by another at once, what failed a while later", async () => {
    const [back, later] = [study(1), study(1)];
    const times: { readonly studyId: string; readonly ms: number }[] = [];
    const take = async ({ studyId }: ShardName): Promise<Taken> => {
      times.push({ studyId, ms: performance.now() });
      const again = times.filter((one) => one.studyId === studyId).length > 1;
      if (again) return "settled";
      if (studyId === back[0]?.studyId) return "back";
      throw new Error("not today");
    };
    const box = outbox();
    await box.put([...back, ...later]);
    inbox(take);
    await expect.poll(() => times.length, { timeout: 8000 }).toBe(4);
    const waited = (id?: string) => {
      const [first, second] = times.filter((one) => one.studyId === id).map(({ ms }) => ms);
      return (second ?? 0) - (first ?? 0);
    };
    expect(waited(back[0]?.studyId)).toBeLessThan(1000);
    expect(waited(later[0]?.studyId)).toBeGreaterThan(1500);
    expect(errors.splice(0).map(({ message }) => message)).toEqual(["not today"]);
  });

  test("a shard that takes longer than a lock stays its own, one that was withdrawn never comes", async () => {
    const [slow, gone] = [study(1), study(200)];
    const taken: string[] = [];
    const box = outbox();
    await box.put([...gone]);
    await box.withdraw(gone);
    await box.put(slow);
    const take = async ({ studyId }: ShardName, lost: AbortSignal): Promise<Taken> => {
      taken.push(studyId);
      await pause(3 * LOCK_MS);
      expect(lost.aborted).toBe(false);
      return "settled";
    };
    inbox(take, 2);
    inbox(take, 2);
    await expect.poll(() => taken.length).toBe(1);
    await pause(3 * LOCK_MS);
    expect(taken).toEqual([slow[0]?.studyId]);
  });
});
