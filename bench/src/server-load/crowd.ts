/** Many users who queue short runs while the processes are taken. */
import type { Client, User } from "./client.js";
import { shortConfig } from "./configs.js";

const USERS = 20;

export interface CrowdReport {
  readonly users: number;
  readonly queued: number;
  readonly done: number;
  /** runs that nobody started, or that are there twice */
  readonly strange: number;
  /** runs that were begun more than once */
  readonly begunAgain: number;
  /** the most that one user was ahead of another, in runs begun */
  readonly aheadAtMost: number;
  readonly queueMs: number;
  readonly computeMs: number;
}

/** How far the user served most was ahead of the one served least, at any time. */
function aheadAtMost(owners: readonly string[]): number {
  const begun = new Map([...new Set(owners)].map((owner) => [owner, 0]));
  const left = new Map(begun);
  for (const owner of owners) left.set(owner, (left.get(owner) ?? 0) + 1);
  let most = 0;
  for (const owner of owners) {
    begun.set(owner, (begun.get(owner) ?? 0) + 1);
    // who has nothing left waits for nobody
    const waiting = [...begun].filter(([name, count]) => count < (left.get(name) ?? 0));
    const counts = waiting.map(([, count]) => count);
    if (counts.length > 1) most = Math.max(most, Math.max(...counts) - Math.min(...counts));
  }
  return most;
}

async function queueRuns(
  client: Client,
  user: User,
  dataSetId: string,
  indexes: readonly number[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const index of indexes) {
    const run = { dataSetId, config: shortConfig(index), layer: "lazy" } as const;
    ids.push(await client.startRun(user, run));
  }
  return ids;
}

/**
 * Queues runs of 20 users, frees the processes and waits for the end of all.
 * @param free ends what the processes do meanwhile
 */
export async function measureCrowd(
  client: Client,
  admin: User,
  dataSetId: string,
  runs: number,
  free: () => Promise<void>,
): Promise<CrowdReport> {
  const users: User[] = [];
  for (let index = 0; index < USERS; index++) {
    users.push(await client.addUser(admin, `user-${index}`));
  }
  const startMs = performance.now();
  const each = runs / USERS;
  const ids: string[] = [];
  // One user after the other: without turns the first would be done before the last begins.
  for (const [index, user] of users.entries()) {
    const indexes = Array.from({ length: each }, (_, run) => index * each + run);
    ids.push(...(await queueRuns(client, user, dataSetId, indexes)));
  }
  const queuedMs = performance.now();
  const allThereMs = Date.now();
  await free();
  for (;;) {
    type Status = { queue: { queued: number; running: number } };
    const { queue } = await client.send<Status>(admin, "GET", "/system/status");
    if (queue.queued + queue.running === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const endMs = performance.now();
  const lists = await Promise.all(users.map((user) => client.runs(user)));
  const all = lists.flatMap((list, index) => list.map((run) => ({ ...run, index })));
  const known = new Set(ids);
  const details = await attempts(client, users, lists);
  // What was begun before everybody was there is no question of turns.
  const begun = all
    .filter(({ startedMs }) => (startedMs ?? 0) >= allThereMs)
    .toSorted((a, b) => (a.startedMs ?? 0) - (b.startedMs ?? 0));
  return {
    users: USERS,
    queued: ids.length,
    done: all.filter(({ id, state, summary }) => known.has(id) && state === "done" && summary)
      .length,
    strange: all.length - known.size,
    begunAgain: details.filter((attempt) => attempt !== 1).length,
    aheadAtMost: aheadAtMost(begun.map(({ index }) => `${index}`)),
    queueMs: queuedMs - startMs,
    computeMs: endMs - queuedMs,
  };
}

async function attempts(
  client: Client,
  users: readonly User[],
  lists: readonly (readonly { readonly id: string }[])[],
): Promise<number[]> {
  const counts: number[] = [];
  for (const [index, list] of lists.entries()) {
    for (const { id } of list) {
      const run = await client.send<{ attempt: number }>(users[index], "GET", `/runs/${id}`);
      counts.push(run.attempt);
    }
  }
  return counts;
}
