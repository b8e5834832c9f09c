/** Where the server keeps things below the data directory. */
import { join } from "node:path";

/** Absolute paths; folders are made when they are first written to. */
export interface HomePaths {
  readonly home: string;
  /** prepared bars, shared with the command line */
  readonly cache: string;
  /** the server's own folder, for its owner only (0700) */
  readonly server: string;
  readonly database: string;
  /** signing keys and the one-time set-up token, files of mode 0600 */
  readonly secrets: string;
  /** a folder a data set: `<id>/` with its files */
  readonly dataSets: string;
  /** stores of downloads, a folder a user, laid out as the command line's */
  readonly stores: string;
  /** what is being uploaded, written or exported; emptied at start */
  readonly temporary: string;
}

/** The places below a data directory. */
export function homePaths(home: string): HomePaths {
  const server = join(home, "server");
  return {
    home,
    cache: join(home, "cache"),
    server,
    database: join(server, "perpmill.sqlite"),
    secrets: join(server, "secrets"),
    dataSets: join(server, "data-sets"),
    stores: join(server, "stores"),
    temporary: join(server, "tmp"),
  };
}
