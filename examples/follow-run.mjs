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

async function api(path, init = {}, type = {}) {
  const all = { ...init, headers: { ...headers, ...type } };
  const answer = await fetch(`${server}/api/v1/${path}`, all);
  const value = await answer.json();
  if (!answer.ok) throw new Error(`${value.code}: ${value.message}`);
  return value;
}

/** Shows how a data set or a run comes along until it is done. */
function follow(topic) {
  const socket = new WebSocket(`${server.replace("http", "ws")}/ws`, { headers });
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("open", () => socket.send(JSON.stringify({ type: "subscribe", topic })));
    socket.on("message", (text) => {
      const { type, event = type, data = {} } = JSON.parse(text);
      const { state, error, done, unit } = { ...data, ...data.run };
      console.error(`${topic}: ${state ?? (unit && `${done} ${unit}`) ?? event}`);
      if (state === "ready" || state === "done") resolve();
      if (error || state === "cancelled") reject(new Error(error?.message ?? state));
    });
  }).finally(() => socket.close());
}

const form = new FormData();
form.append("file", new Blob([await readFile(file)]), basename(file));
const { id: dataSetId } = await api("data/upload", { method: "POST", body: form });
await follow(`data:${dataSetId}`);
const body = JSON.stringify({ dataSetId, config: JSON.parse(await readFile(config, "utf8")) });
const json = { "content-type": "application/json" };
const { run } = await api("runs", { method: "POST", body }, json);
await follow(`run:${run.id}`);
console.log((await api(`runs/${run.id}/metrics`)).metrics.resultHash);
