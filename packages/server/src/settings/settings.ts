/** Everything that can be set about a server, checked and complete. How it is set is read-settings.ts. */
export interface Settings {
  /** loopback unless the operator says otherwise */
  readonly host: string;
  /** 0: any free port */
  readonly port: number;
  /** the data directory that the command line uses too; the server keeps its own things in `server/` */
  readonly home: string;
  /** no log-in, loopback only */
  readonly singleUser: boolean;
  /** null: SQLite in the data directory */
  readonly databaseUrl: string | null;
  /** values of `Host` that are answered, as sent (`name` or `name:port`); `[]`: localhost, 127.0.0.1 and [::1] */
  readonly allowedHosts: readonly string[];
  /** addresses of proxies whose X-Forwarded-* are believed, as CIDR; null: none */
  readonly trustProxy: string | null;
  /** path below which a proxy serves everything, such as `/perpmill`; empty: none */
  readonly basePath: string;
  /** whether `/docs`, `/redoc` and `/metrics` are for everybody */
  readonly publicDocs: boolean;
  /** folders of this machine from which an admin may import files */
  readonly importFolders: readonly string[];
  /** processes that compute */
  readonly workers: number;
  /** processes that download */
  readonly transferWorkers: number;
  /** largest memory of one such process */
  readonly workerMemoryMb: number;
  /** longest time of one run */
  readonly runTimeoutMs: number;
  /** jobs that may wait or run: of one user, and in all; more are answered 503 */
  readonly queueLimitPerUser: number;
  readonly queueLimit: number;
  /** jobs of one user that run at the same time */
  readonly runningLimitPerUser: number;
  readonly uploadLimitBytes: number;
  /** bytes of the cache of prepared bars; null: no limit */
  readonly cacheLimitBytes: number | null;
  /** finished runs that are neither starred nor labelled are removed after so many days; null: never */
  readonly retentionDays: number | null;
  readonly accessTokenMs: number;
  readonly refreshTokenMs: number;
  /** requests per minute of one address, and of one account */
  readonly rateLimitPerAddress: number;
  readonly rateLimitPerAccount: number;
  readonly logLevel: "trace" | "debug" | "info" | "warn" | "error" | "silent";
  /** base URLs of the exchange for downloads; null: the engine's own */
  readonly archiveUrl: string | null;
  readonly restUrl: string | null;
  /** folder of the built web app; null: none is served */
  readonly webFolder: string | null;
}

/** What holds where nothing is set; `home` is the caller's. */
export const DEFAULT_SETTINGS: Omit<Settings, "home"> = {
  host: "127.0.0.1",
  port: 8000,
  singleUser: false,
  databaseUrl: null,
  allowedHosts: [],
  trustProxy: null,
  basePath: "",
  publicDocs: false,
  importFolders: [],
  workers: 2,
  transferWorkers: 1,
  workerMemoryMb: 1024,
  runTimeoutMs: 600_000,
  queueLimitPerUser: 200,
  queueLimit: 2000,
  runningLimitPerUser: 2,
  uploadLimitBytes: 2 ** 30,
  cacheLimitBytes: null,
  retentionDays: null,
  accessTokenMs: 10 * 60_000,
  refreshTokenMs: 30 * 86_400_000,
  rateLimitPerAddress: 600,
  rateLimitPerAccount: 1200,
  logLevel: "info",
  archiveUrl: null,
  restUrl: null,
  webFolder: null,
};
