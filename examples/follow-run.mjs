// PERPMILL_KEY=pmk_… node examples/follow-run.mjs http://127.0.0.1:8000 bars.zip config.json
import { on } from "node:events";
import { readFileSync } from "node:fs";
import WebSocket from "ws";

const [server, file, config] = process.argv.slice(2);
const headers = { authorization: `Bearer ${process.env.PERPMILL_KEY}` };
async function api(path, body) {
  const answer = await fetch(`${server}/api/v1/${path}`, { method: body && "POST", headers, body });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}
async function follow(topic) {
  const socket = new WebSocket(`${server}/ws`, { headers });
  socket.on("open", () => socket.send(JSON.stringify({ type: "subscribe", topic })));
  for await (const [text] of on(socket, "message")) {
    const { run, state = run?.state, error = run?.error, done } = JSON.parse(text).data ?? {};
    console.error(`${topic}: ${state ?? done ?? "connected"}`);
    if (state === "ready" || state === "done") return socket.close();
    if (error || state === "cancelled") throw new Error(error?.message ?? state);
  }
}
const form = new FormData();
form.append("file", new Blob([readFileSync(file)]), file);
const { id: dataSetId } = await api("data/upload", form);
await follow(`data:${dataSetId}`);
const body = JSON.stringify({ dataSetId, config: JSON.parse(readFileSync(config)) });
const { run } = await api("runs", new Blob([body], { type: "application/json" }));
await follow(`run:${run.id}`);
console.log((await api(`runs/${run.id}/metrics`)).metrics.resultHash);
