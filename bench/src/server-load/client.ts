/** A user of a server over HTTP. */
import type { Run, RunDetail } from "../../../packages/server/src/schemas/runs.js";

const PASSWORD = "correct horse battery";

export interface User {
  readonly name: string;
  readonly authorization: string;
}

/** What a run is started with. */
export interface NewRun {
  readonly dataSetId: string;
  readonly config: object;
  readonly layer: "lazy" | "plain";
}

export class Client {
  readonly #api: string;

  /** @param url of the server */
  constructor(url: string) {
    this.#api = `${url}/api/v1`;
  }

  /** The address of a path below the API. */
  url(path: string): string {
    return `${this.#api}${path}`;
  }

  /** Sends a request. Throws an Error for every answer that is not a success */
  async send<T>(user: User | null, method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.url(path), {
      method,
      headers: {
        ...(user === null ? {} : { authorization: user.authorization }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === "" ? {} : JSON.parse(text)) as T;
  }

  /** Makes the administrator. @param token of the set-up */
  async setUp(token: string): Promise<User> {
    await this.send(null, "POST", "/auth/setup", { token, name: "admin", password: PASSWORD });
    return this.#logIn("admin");
  }

  async addUser(admin: User, name: string): Promise<User> {
    await this.send(admin, "POST", "/users", { name, password: PASSWORD, role: "user" });
    return this.#logIn(name);
  }

  /** Made-up bars that every user sees. @returns the id of the data set */
  async bringBars(admin: User, bars: number): Promise<string> {
    const { id } = await this.send<{ id: string }>(admin, "POST", "/data/sample", { bars });
    for (;;) {
      const { state } = await this.send<{ state: string }>(admin, "GET", `/data/${id}`);
      if (state === "failed") throw new Error("the sample failed");
      if (state === "ready") break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await this.send(admin, "PATCH", `/data/${id}`, { shared: true });
    return id;
  }

  /** @returns the id of the run */
  async startRun(user: User, run: NewRun): Promise<string> {
    const answer = await this.send<{ run: RunDetail }>(user, "POST", "/runs", run);
    return answer.run.id;
  }

  /** All runs of a user. */
  async runs(user: User): Promise<Run[]> {
    const runs: Run[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? "" : `&cursor=${cursor}`;
      const page: { items: Run[]; nextCursor: string | null } = await this.send(
        user,
        "GET",
        `/runs?limit=100${query}`,
      );
      runs.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return runs;
  }

  async #logIn(name: string): Promise<User> {
    const body = { name, password: PASSWORD };
    const { accessToken } = await this.send<{ accessToken: string }>(
      null,
      "POST",
      "/auth/login",
      body,
    );
    return { name, authorization: `Bearer ${accessToken}` };
  }
}
