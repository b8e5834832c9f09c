/**
 * Everything that can be set about a server: one schema for flags, environment and file. The flag of
 * `uploadLimitBytes` is `--upload-limit-bytes`, its variable PERPMILL_UPLOAD_LIMIT_BYTES.
 */
import { type Static, type TSchema, Type } from "typebox";

/** What a setting is for, in both languages. */
interface Help {
  readonly en: string;
  readonly zh: string;
}

function help(en: string, zh: string): { description: string; zh: string } {
  return { description: en, zh };
}

function orNull<T extends TSchema>(schema: T, words: object) {
  return Type.Union([schema, Type.Null()], { ...words, default: null });
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Every setting but `home`, with what holds where nothing is set. */
const fields = {
  host: Type.String({
    minLength: 1,
    default: "127.0.0.1",
    ...help("address to listen on", "监听地址"),
  }),
  port: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 8000,
    ...help("port to listen on; 0 takes any free one", "监听端口；0 表示任意空闲端口"),
  }),
  singleUser: Type.Boolean({
    default: false,
    ...help("no log-in; on loopback addresses only", "无需登录；仅限本机回环地址"),
  }),
  databaseUrl: orNull(
    Type.String({ pattern: "^postgres(ql)?://" }),
    help("PostgreSQL to use instead of SQLite", "使用 PostgreSQL 代替 SQLite"),
  ),
  redisUrl: orNull(
    Type.String({ pattern: "^rediss?://" }),
    help(
      "Redis for the queue of shards instead of PostgreSQL, which is needed all the same",
      "分片队列改用 Redis（仍需 PostgreSQL）",
    ),
  ),
  allowedHosts: Type.Array(Type.String({ minLength: 1 }), {
    default: [],
    ...help(
      "hosts that are answered, besides localhost, 127.0.0.1 and [::1]",
      "除 localhost、127.0.0.1 和 [::1] 之外接受的 Host",
    ),
  }),
  corsOrigins: Type.Array(Type.String({ pattern: "^https?://[^/]+$" }), {
    default: [],
    ...help(
      "origins of other sites whose pages may call the API with a token",
      "允许其网页以令牌调用 API 的其他网站来源",
    ),
  }),
  trustProxy: orNull(
    Type.String({ minLength: 1 }),
    help(
      "proxies whose X-Forwarded-* are believed, as CIDR",
      "信任其 X-Forwarded-* 的代理（CIDR）",
    ),
  ),
  basePath: Type.String({
    pattern: "^(/[A-Za-z0-9._-]+)*$",
    default: "",
    ...help(
      "path below which a proxy serves it, such as /perpmill",
      "代理的路径前缀，例如 /perpmill",
    ),
  }),
  publicDocs: Type.Boolean({
    default: false,
    ...help("/docs, /redoc and /metrics for everybody", "/docs、/redoc 和 /metrics 对所有人开放"),
  }),
  importFolders: Type.Array(Type.String({ minLength: 1 }), {
    default: [],
    ...help("folders that an admin may import files from", "允许管理员导入文件的文件夹"),
  }),
  workers: Type.Integer({
    minimum: 1,
    maximum: 256,
    default: 2,
    ...help("processes that compute", "计算进程数"),
  }),
  transferWorkers: Type.Integer({
    minimum: 1,
    maximum: 16,
    default: 1,
    ...help("processes that download", "下载进程数"),
  }),
  shardWorkers: orNull(
    Type.Integer({ minimum: 0, maximum: 256 }),
    help(
      "shards of studies that this machine works on at once, on PostgreSQL; none: as many as --workers",
      "使用 PostgreSQL 时本机同时处理的分片数；none 表示与 --workers 相同",
    ),
  ),
  shardLockMs: Type.Integer({
    minimum: 500,
    maximum: 600_000,
    default: 15_000,
    ...help(
      "time without a word after which a machine's shards go to others, ms",
      "机器失联多久后其分片转交其他机器（毫秒）",
    ),
  }),
  workerMemoryMb: Type.Integer({
    minimum: 128,
    default: 1024,
    ...help("largest memory of such a process, MB", "每个进程的内存上限（MB）"),
  }),
  runTimeoutMs: Type.Integer({
    minimum: 1000,
    default: 10 * MINUTE_MS,
    ...help("longest time of one run, ms", "单次运行的时间上限（毫秒）"),
  }),
  queueLimitPerUser: Type.Integer({
    minimum: 1,
    default: 200,
    ...help("jobs of one user that may wait or run", "每个用户排队与运行的任务上限"),
  }),
  queueLimit: Type.Integer({
    minimum: 1,
    default: 2000,
    ...help("jobs of all users that may wait or run", "所有用户排队与运行的任务上限"),
  }),
  runningLimitPerUser: Type.Integer({
    minimum: 1,
    default: 2,
    ...help("jobs of one user that run at the same time", "每个用户同时运行的任务上限"),
  }),
  uploadLimitBytes: Type.Integer({
    minimum: 1,
    default: 2 ** 30,
    ...help("largest upload, bytes", "上传大小上限（字节）"),
  }),
  dataLimitPerUserBytes: orNull(
    Type.Integer({ minimum: 0 }),
    help("files of one user's data sets, bytes", "单个用户数据集文件的总大小上限（字节）"),
  ),
  strategyLimitPerUserBytes: Type.Integer({
    minimum: 0,
    default: 64 * 2 ** 20,
    ...help(
      "sources and modules of one user's strategies, bytes",
      "单个用户策略的源码与模块总大小上限（字节）",
    ),
  }),
  strategyStepMs: Type.Integer({
    minimum: 100,
    default: 10_000,
    ...help(
      "longest time of one step (10,000 bars) of a user's strategy, ms",
      "用户策略单步（10,000 根 K 线）的时间上限（毫秒）",
    ),
  }),
  studyRowLimit: Type.Integer({
    minimum: 1,
    maximum: 5_000_000,
    default: 100_000,
    ...help("rows of one study", "单个研究的行数上限"),
  }),
  studyRowLimitPerUser: Type.Integer({
    minimum: 1,
    default: 1_000_000,
    ...help("rows of all studies of one user", "单个用户所有研究的总行数上限"),
  }),
  cacheLimitBytes: orNull(
    Type.Integer({ minimum: 0 }),
    help("size of the cache of prepared bars, bytes", "K 线缓存的大小上限（字节）"),
  ),
  retentionDays: orNull(
    Type.Integer({ minimum: 1 }),
    help(
      "days after which finished runs without star or label are removed",
      "无星标和标签的已完成运行保留的天数",
    ),
  ),
  accessTokenMs: Type.Integer({
    minimum: 1000,
    default: 10 * MINUTE_MS,
    ...help("life of an access token, ms", "访问令牌有效期（毫秒）"),
  }),
  refreshTokenMs: Type.Integer({
    minimum: MINUTE_MS,
    default: 30 * DAY_MS,
    ...help("life of a log-in that is not used, ms", "未使用的登录有效期（毫秒）"),
  }),
  rateLimitPerAddress: Type.Integer({
    minimum: 1,
    default: 600,
    ...help("requests a minute of one address", "每个地址每分钟的请求上限"),
  }),
  rateLimitPerAccount: Type.Integer({
    minimum: 1,
    default: 1200,
    ...help("requests a minute of one account", "每个账户每分钟的请求上限"),
  }),
  logLevel: Type.Enum(["trace", "debug", "info", "warn", "error", "silent"], {
    default: "info",
    ...help("least severity that is logged", "日志级别"),
  }),
  archiveUrl: orNull(
    Type.String({ pattern: "^https?://" }),
    help("base URL of the exchange's archive", "交易所归档的基础网址"),
  ),
  restUrl: orNull(
    Type.String({ pattern: "^https?://" }),
    help("base URL of the exchange's REST API", "交易所 REST 接口的基础网址"),
  ),
  webFolder: orNull(
    Type.String({ minLength: 1 }),
    help("folder of the built web app", "已构建的网页应用所在文件夹"),
  ),
};

/** The settings as an object, unknown members refused. */
export const SettingsSchema = Type.Object(
  {
    home: Type.String({
      minLength: 1,
      ...help("data directory, as of the command line", "数据目录，与命令行相同"),
    }),
    ...fields,
  },
  { additionalProperties: false },
);

/** Checked and complete. */
export type Settings = Readonly<Static<typeof SettingsSchema>>;
export type SettingName = keyof Settings;

/** Names in the order in which they are shown. */
export const SETTING_NAMES = Object.keys(SettingsSchema.properties) as readonly SettingName[];

/** Settings that are not shown, as they may hold a password. */
export const SECRET_SETTINGS: ReadonlySet<SettingName> = new Set(["databaseUrl", "redisUrl"]);

function optionsOf(schema: TSchema): Readonly<Record<string, unknown>> {
  return { ...schema };
}

/** What a setting is for. */
export function settingHelp(name: SettingName): Help {
  const { description, zh } = optionsOf(SettingsSchema.properties[name]);
  return { en: String(description), zh: String(zh) };
}

/** What holds where nothing is set; `home` is the caller's. */
export const DEFAULT_SETTINGS = Object.fromEntries(
  Object.entries(fields).map(([name, schema]) => [name, optionsOf(schema).default]),
) as Omit<Settings, "home">;
