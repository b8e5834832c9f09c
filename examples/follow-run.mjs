/**
 * Uploads bars, starts a run on them, follows it over the WebSocket and prints its resultHash:
 *   PERPMILL_KEY=pmk_… node examples/follow-run.mjs http://127.0.0.1:8000 bars.zip config.json
 * The key is made in the app or by POST /api/v1/auth/api-keys; --single-user needs none.
 */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import WebSocket from "ws";

const [server, file, config] = process.argv.slice(2);
const key = process.env.PERPMILL_KEY;
const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };

async function api(path, body, type = {}) {
  const init = body === undefined ? {} : { method: "POST", body };
  const answer = await fetch(`${server}/api/v1/${path}`, {
    ...init,
    headers: { ...headers, ...type },
  });
  const value = await answer.json();
  if (!answer.ok) throw new Error(`${value.code}: ${value.message}`);
  return value;
}

/** Tells how far something is until it has ended; rejects when that is not well. */
function follow(topic) {
  const socket = new WebSocket(`${server.replace(/^http/, "ws")}/ws`, { headers });
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("open", () => socket.send(JSON.stringify({ type: "subscribe", topic })));
    socket.on("message", (text) => {
      const { type, event, data } = JSON.parse(text);
      const { done, total, unit } = data?.progress ?? data ?? {};
      if (event === "progress") console.error(`${topic}: ${done} of ${total} ${unit}`);
      const { state, error } = data?.run ?? data ?? {};
      if (type !== "snapshot" && event !== "state") return;
      if (/^(ready|done)$/.test(state)) resolve(state);
      if (/^(failed|cancelled)$/.test(state)) reject(new Error(error?.message ?? state));
    });
  }).finally(() => socket.close());
}

const form = new FormData();
form.append("file", new Blob([await readFile(file)]), basename(file));
const dataSet = await api("data/upload", form);
console.error(`${dataSet.name}: ${await follow(`data:${dataSet.id}`)}`);

const request = { config: JSON.parse(await readFile(config, "utf8")), dataSetId: dataSet.id };
const { run } = await api("runs", JSON.stringify(request), { "content-type": "application/json" });
console.error(`${run.strategy}: ${await follow(`run:${run.id}`)}`);

const { metrics } = await api(`runs/${run.id}/metrics`);
console.log(metrics.resultHash);
