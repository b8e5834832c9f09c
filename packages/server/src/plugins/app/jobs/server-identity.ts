/** Who runs a job, so that a server that starts can tell the jobs of one that died. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

/** Jobs of a server of which nothing was heard for so long are taken over. */
const SILENT_MS = 30_000;

/** A name for this server: machine, process, and chance, as process ids come again. */
export function newServerId(): string {
  return [encodeURIComponent(hostname()), process.pid, randomUUID()].join(":");
}

/**
 * Whether the server that a running job names is gone: its process has ended, or its heartbeat has.
 * @param heartbeatMs when it was heard of last, UTC ms
 */
export function isGone(
  serverId: string | null,
  heartbeatMs: number | null,
  nowMs: number,
): boolean {
  if (serverId === null || heartbeatMs === null) return true;
  if (Math.abs(nowMs - heartbeatMs) > SILENT_MS) return true;
  const [host, pid] = serverId.split(":");
  if (host !== encodeURIComponent(hostname())) return false;
  // an id that is ours: of a server before, as ours was made anew
  return Number(pid) === process.pid || !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
