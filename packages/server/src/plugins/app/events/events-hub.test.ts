import fc from "fast-check";
import { expect, test } from "vitest";
import { EventsHub } from "./events-hub.js";
import { TOPIC_EVENTS } from "./topic-log.js";

test("a reader that comes back gets what it missed, in order and once", () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { maxLength: 2 * TOPIC_EVENTS }),
      fc.nat({ max: 2 * TOPIC_EVENTS }),
      (kinds, seen) => {
        const hub = new EventsHub();
        for (const [index, replaceable] of kinds.entries()) {
          hub.publish("run:1", replaceable ? "progress" : "state", index + 1, { replaceable });
        }
        const catchUp = hub.catchUp("run:1", { epoch: hub.epoch, seq: seen });
        const total = kinds.length;
        if (catchUp.mode === "snapshot") {
          const states = kinds.slice(seen).filter((replaceable) => !replaceable).length;
          expect(total === 0 || seen > total || states >= TOPIC_EVENTS - 1).toBe(true);
          expect(catchUp.seq).toBe(total);
          return;
        }
        const expected = kinds.flatMap((replaceable, index) => {
          const replaced = replaceable && kinds.lastIndexOf(true) > index;
          return index + 1 > seen && !replaced ? [index + 1] : [];
        });
        expect(catchUp.events.map(({ data }) => data)).toEqual(expected);
        expect(catchUp.events.map(({ seq }) => seq)).toEqual(expected);
      },
    ),
  );
});

test("numbers of another start of the server mean nothing", () => {
  const hub = new EventsHub();
  hub.publish("queue", "state", 1);
  expect(hub.catchUp("queue", { epoch: "before", seq: 1 })).toEqual({ mode: "snapshot", seq: 1 });
  expect(hub.catchUp("queue", null)).toEqual({ mode: "snapshot", seq: 1 });
});

test("listeners hear their topic until they stop", () => {
  const hub = new EventsHub();
  const heard: string[] = [];
  const stop = hub.listen("run:1", (topic, { event, seq }) =>
    heard.push(`${topic} ${event} ${seq}`),
  );
  hub.publish("run:1", "state", {});
  hub.publish("run:2", "state", {});
  stop();
  hub.publish("run:1", "state", {});
  expect(heard).toEqual(["run:1 state 1"]);
  expect(hub.sizes().listeners).toBe(0);
});

test("topics that nobody reads are forgotten too, those that are read are not", () => {
  const hub = new EventsHub();
  hub.listen("run:read", () => {});
  hub.publish("run:read", "changed", {});
  for (let i = 0; i < 5000; i++) hub.publish(`run:${i}`, "changed", {});
  expect(hub.sizes().topics).toBeLessThan(2100);
  expect(hub.catchUp("run:read", { epoch: hub.epoch, seq: 0 })).toMatchObject({ mode: "resumed" });
});

test("a topic that was forgotten goes on with other numbers than those that were told", () => {
  const hub = new EventsHub();
  for (let i = 0; i < 3; i++) hub.publish("run:old", "changed", i);
  for (let i = 0; i < 5000; i++) hub.publish(`run:${i}`, "changed", {});
  for (let i = 3; i < 9; i++) hub.publish("run:old", "changed", i);
  for (const seq of [0, 1, 2]) {
    expect(hub.catchUp("run:old", { epoch: hub.epoch, seq }).mode).toBe("snapshot");
  }
});

test("topics that ended are forgotten when there are many, those that go on are not", () => {
  const hub = new EventsHub();
  hub.publish("run:on", "state", {});
  for (let i = 0; i < 5000; i++) hub.publish(`run:${i}`, "state", {}, { last: true });
  expect(hub.sizes().topics).toBeLessThan(2100);
  expect(hub.catchUp("run:on", { epoch: hub.epoch, seq: 0 })).toMatchObject({ mode: "resumed" });
});
