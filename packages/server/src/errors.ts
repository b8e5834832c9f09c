/** The errors of the server's own rules, and their registry. Those of the engine keep their codes. */

/** How a code is answered: HTTP status, what it means and what to do, in both languages. */
export interface ErrorEntry {
  readonly status: number;
  readonly title: { readonly en: string; readonly zh: string };
  readonly hint: { readonly en: string; readonly zh: string };
}

function entry(
  status: number,
  en: readonly [title: string, hint: string],
  zh: readonly [title: string, hint: string],
): ErrorEntry {
  return { status, title: { en: en[0], zh: zh[0] }, hint: { en: en[1], zh: zh[1] } };
}

/** Every code the server adds to the engine's, in order. Stable: never renamed, never reused. */
export const SERVER_ERRORS = {
  BACKUP_INVALID: entry(
    422,
    ["the backup cannot be read", "Take another one; this one is damaged or of something else."],
    ["备份无法读取", "请换用其他备份；此文件已损坏或不是备份。"],
  ),
  BLOB_DAMAGED: entry(
    500,
    ["the stored result does not agree with its checksum", "Rerun this run; it is deterministic."],
    ["保存的结果与校验和不符", "请重新运行；结果是确定的。"],
  ),
  CONFLICT: entry(
    409,
    ["the state of this does not allow it", "Load it again and look at its state."],
    ["当前状态不允许此操作", "请重新载入并查看其状态。"],
  ),
  CREDENTIALS_WRONG: entry(
    401,
    ["the name or the password is wrong", "Check both; capital letters count."],
    ["用户名或密码错误", "请检查两者；区分大小写。"],
  ),
  DATABASE_UNUSABLE: entry(
    500,
    [
      "the database cannot be used",
      "Check databaseUrl and the data directory; a newer database needs a newer server.",
    ],
    ["数据库无法使用", "请检查 databaseUrl 和数据目录；较新的数据库需要较新的服务器。"],
  ),
  DATA_UNFIT: entry(
    422,
    ["this data set holds other rows than are needed here", "Choose one of the right kind."],
    ["该数据集的内容不符合此处的要求", "请选择类型正确的数据集。"],
  ),
  FORBIDDEN: entry(
    403,
    ["your role or key does not allow this", "Ask an administrator, or use a key with that scope."],
    ["您的角色或密钥无权执行此操作", "请联系管理员，或使用具有相应权限的密钥。"],
  ),
  HOST_NOT_ALLOWED: entry(
    421,
    ["this server does not answer to that host", "Name it in --allowed-hosts."],
    ["服务器不接受该 Host", "请用 --allowed-hosts 指定它。"],
  ),
  LOGIN_DELAYED: entry(
    429,
    ["too many failed log-ins", "Wait as long as Retry-After says and try again."],
    ["登录失败次数过多", "请按 Retry-After 等待后重试。"],
  ),
  NOT_FOUND: entry(
    404,
    ["there is nothing of that name for you", "Check the id or the path."],
    ["未找到，或对您不可见", "请检查 ID 或路径。"],
  ),
  NOT_READY: entry(
    503,
    [
      "the server is not ready",
      "Try again in a moment; /api/v1/system/ready says what is missing.",
    ],
    ["服务器尚未就绪", "请稍后重试；/api/v1/system/ready 会说明原因。"],
  ),
  ORIGIN_NOT_ALLOWED: entry(
    403,
    ["requests of other sites are not answered", "Open the app from the server's own address."],
    ["不接受来自其他网站的请求", "请从服务器自己的地址打开应用。"],
  ),
  QUEUE_FULL: entry(
    503,
    ["the queue is full", "Wait as long as Retry-After says and try again."],
    ["队列已满", "请按 Retry-After 等待后重试。"],
  ),
  QUOTA_EXCEEDED: entry(
    507,
    [
      "there is no more room for what is yours",
      "Remove some of it, or ask an administrator for a larger dataLimitPerUserBytes, strategyLimitPerUserBytes or studyRowLimitPerUser.",
    ],
    [
      "您已无可用空间",
      "请删除一些内容，或请管理员提高 dataLimitPerUserBytes、strategyLimitPerUserBytes 或 studyRowLimitPerUser。",
    ],
  ),
  RANGE_OUTSIDE: entry(
    416,
    ["the range lies outside the content", "Ask for bytes that are there; see Content-Range."],
    ["请求的范围超出内容", "请按 Content-Range 请求已有的字节。"],
  ),
  RATE_LIMITED: entry(
    429,
    ["too many requests", "Wait as long as Retry-After says and try again."],
    ["请求过多", "请按 Retry-After 等待后重试。"],
  ),
  REQUEST_INVALID: entry(
    400,
    ["the request is not as its schema says", "Compare it with the description in /docs."],
    ["请求与其结构定义不符", "请对照 /docs 中的说明。"],
  ),
  REQUEST_TOO_LARGE: entry(
    413,
    [
      "the request is larger than the server takes",
      "Send less, or raise the limit in its settings.",
    ],
    ["请求超出服务器允许的大小", "请减小内容，或在设置中提高上限。"],
  ),
  SERVER_FAULT: entry(
    500,
    ["the server failed at this", "Its log has the details under this request id."],
    ["服务器处理失败", "详情见服务器日志中的该请求编号。"],
  ),
  SETUP_TOKEN_WRONG: entry(
    403,
    ["the set-up token is wrong or used", "Take the one that the terminal of the server shows."],
    ["初始化令牌错误或已使用", "请使用服务器终端显示的令牌。"],
  ),
  STORAGE_BUSY: entry(
    503,
    ["the database is busy", "Try again in a moment."],
    ["数据库正忙", "请稍后重试。"],
  ),
  STORAGE_FULL: entry(
    507,
    ["there is no room left on the server's disk", "Remove runs or data sets, or make room."],
    ["服务器磁盘空间不足", "请删除运行记录或数据集，或释放空间。"],
  ),
  STRATEGY_BUSY: entry(
    429,
    [
      "another strategy of yours is being compiled",
      "Wait as long as Retry-After says and try again.",
    ],
    ["您的另一个策略正在编译", "请按 Retry-After 等待后重试。"],
  ),
  STRATEGY_STUCK: entry(
    422,
    [
      "the strategy did not come back from a step",
      "Look for a loop without end; a step is 10,000 bars and has strategyStepMs of time.",
    ],
    [
      "策略的一步运行没有结束",
      "请检查是否有死循环；每一步为 10,000 根 K 线，时限为 strategyStepMs。",
    ],
  ),
  STRATEGY_UNKNOWN: entry(
    422,
    [
      "there is no such strategy of yours",
      "Name a built-in one, or `user:` and the hash of a version that you have saved.",
    ],
    ["您没有这个策略", "请使用内置策略，或 `user:` 加您已保存版本的哈希。"],
  ),
  STUDY_TOO_LARGE: entry(
    422,
    [
      "the study has more rows than one may have",
      "Use larger steps, or draw a sample; an administrator can raise studyRowLimit.",
    ],
    ["研究的行数超过上限", "请加大步长或改用抽样；管理员可提高 studyRowLimit。"],
  ),
  TOKEN_INVALID: entry(
    401,
    ["the token or key is not valid", "Log in again, or make a new key."],
    ["令牌或密钥无效", "请重新登录，或创建新密钥。"],
  ),
  UNAUTHENTICATED: entry(
    401,
    ["you are not logged in", "Log in, or send an API key as `Authorization: Bearer`."],
    ["尚未登录", "请登录，或以 `Authorization: Bearer` 发送 API 密钥。"],
  ),
  WORKER_LOST: entry(
    500,
    ["the process of this run ended unexpectedly", "Run it again; others are not touched."],
    ["运行进程意外结束", "请重新运行；其他运行不受影响。"],
  ),
  WORKER_MEMORY: entry(
    500,
    [
      "this run needs more memory than is allowed",
      "Choose a shorter range, or raise workerMemoryMb.",
    ],
    ["此运行所需内存超过上限", "请缩短区间，或提高 workerMemoryMb。"],
  ),
  WORKER_TIMEOUT: entry(
    500,
    ["this run took longer than is allowed", "Choose a shorter range, or raise runTimeoutMs."],
    ["此运行超过时间上限", "请缩短区间，或提高 runTimeoutMs。"],
  ),
} as const;

export type ServerErrorCode = keyof typeof SERVER_ERRORS;

export interface ServerErrorDetails {
  /** one English sentence that shows the offending value; default: the title of the code */
  readonly message?: string;
  /** what of the request, such as `body.config.strategy.bidSpread` */
  readonly field?: string;
  /** for 429 and 503: when to try again */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** An error of the server's own rules: a stable code, a sentence, and the place in the request. */
export class ServerError extends Error {
  override readonly name = "ServerError";
  readonly code: ServerErrorCode;
  readonly field: string | null;
  readonly retryAfterMs: number | null;

  constructor(code: ServerErrorCode, details: ServerErrorDetails = {}) {
    super(details.message ?? SERVER_ERRORS[code].title.en, { cause: details.cause });
    this.code = code;
    this.field = details.field ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }

  /** HTTP status of the code. */
  get status(): number {
    return SERVER_ERRORS[this.code].status;
  }
}
