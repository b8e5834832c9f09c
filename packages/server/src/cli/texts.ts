/** Words of the command, in both languages. */
import type { Language } from "../language.js";

const EN = {
  description: "Serves Perpmill to a team: accounts, isolated runs, live progress, history.",
  helpOption: "show this help",
  helpCommand: "show the help of a command",
  versionOption: "print the version",
  lang: "language: en or zh (default: that of the locale)",
  examples: "Examples:",
  error: "error",
  serve: "serve the API and the web app",
  printConfig: "print every setting with where it comes from, and stop",
  config: "file of settings (default: server.json in the data directory, when it is there)",
  backup: "copy database and data sets into a file, also while the server runs",
  backupFile: "file to write",
  restore: "put a backup in the place of the database; the server must be stopped",
  restoreFile: "file that `backup` wrote, of either kind of database",
  vacuum: "remove what retention says and give room back; the server must be stopped",
  user: "accounts, for when nobody can log in",
  userList: "list the accounts",
  userAdd: "add an account; its password is read from standard input",
  userPassword: "set a password, read from standard input; ends all log-ins of the account",
  userRole: "change the role of an account",
  userDisable: "let an account no longer log in",
  userEnable: "let an account log in again",
  userName: "name of the account",
  noUsers: "There are no accounts yet.",
  role: "viewer, user or admin",
  json: "print JSON on stdout and nothing else",
  listening: (version: string, url: string) => `Perpmill ${version} at ${url}`,
  home: (path: string) => `Data directory: ${path}`,
  database: (what: string) => `Database: ${what}`,
  singleUser: "Single user: no log-in, this machine only.",
  noWeb: "The web app is not built here; the API is described at /docs.",
  setup: (url: string, token: string) =>
    `First start: nobody has an account yet. Open ${url} and make the administrator with this\n` +
    `one-time set-up token, or use the API (POST /api/v1/auth/setup):\n\n    ${token}\n`,
  stop: "Ctrl-C stops it; what is running is handed back to the queue.",
  portTaken: (at: string) => `${at} is in use. Stop what listens there, or choose another --port.`,
  portDenied: (at: string) => `${at} may not be listened on. Choose a --port above 1023.`,
  setting: "setting",
  value: "value",
  source: "from",
  replace: "replace an SQLite database that has accounts",
  stopFirst: (home: string) => `A server runs on ${home}. Stop it first.`,
  backedUp: (path: string, size: string, files: number) =>
    `Backed up into ${path} (${size}, ${files} data files).`,
  restored: (path: string, rows: number, files: number) =>
    `Restored ${rows} rows and ${files} data files from ${path}.`,
  vacuumed: (runs: number, size: string) => `Removed ${runs} runs; the database is ${size} now.`,
  passwordPrompt: "Password: ",
  noPassword: "no password came on standard input",
  userDone: (name: string, role: string, disabled: boolean) =>
    `${name}: ${role}${disabled ? ", disabled" : ""}`,
};

export type ServerTexts = typeof EN;

const ZH: ServerTexts = {
  description: "为团队提供 Perpmill 服务：账户、隔离的回测、实时进度、历史记录。",
  helpOption: "显示帮助",
  helpCommand: "显示某个命令的帮助",
  versionOption: "显示版本",
  lang: "语言：en 或 zh（默认随系统语言）",
  examples: "示例：",
  error: "错误",
  serve: "启动接口与网页应用",
  printConfig: "列出全部设置及其来源，然后退出",
  config: "设置文件（默认：数据目录中的 server.json，如存在）",
  backup: "把数据库和数据集备份到文件，服务器可继续运行",
  backupFile: "要写入的文件",
  restore: "用备份替换数据库；须先停止服务器",
  restoreFile: "由 `backup` 写出的文件，两种数据库均可",
  vacuum: "按保留设置清理并释放空间；须先停止服务器",
  user: "账户管理，用于无人能登录时",
  userList: "列出账户",
  userAdd: "新增账户；密码从标准输入读取",
  userPassword: "设置密码（从标准输入读取）；该账户的所有登录随即失效",
  userRole: "更改账户的角色",
  userDisable: "禁止账户登录",
  userEnable: "恢复账户登录",
  userName: "账户名",
  noUsers: "尚无账户。",
  role: "viewer、user 或 admin",
  json: "只在标准输出打印 JSON",
  listening: (version, url) => `Perpmill ${version} 运行于 ${url}`,
  home: (path) => `数据目录：${path}`,
  database: (what) => `数据库：${what}`,
  singleUser: "单用户模式：无需登录，仅限本机。",
  noWeb: "此处未构建网页应用；接口说明见 /docs。",
  setup: (url, token) =>
    `首次启动：尚无任何账户。请打开 ${url}，用下面的一次性初始化令牌创建管理员，\n` +
    `或调用接口（POST /api/v1/auth/setup）：\n\n    ${token}\n`,
  stop: "按 Ctrl-C 停止；进行中的任务会回到队列。",
  portTaken: (at) => `${at} 已被占用。请停止占用它的程序，或用 --port 换一个端口。`,
  portDenied: (at) => `无权监听 ${at}。请选择大于 1023 的 --port。`,
  setting: "设置",
  value: "值",
  source: "来源",
  replace: "替换已有账户的 SQLite 数据库",
  stopFirst: (home) => `${home} 上有服务器在运行，请先停止它。`,
  backedUp: (path, size, files) => `已备份到 ${path}（${size}，${files} 个数据文件）。`,
  restored: (path, rows, files) => `已从 ${path} 恢复 ${rows} 行记录和 ${files} 个数据文件。`,
  vacuumed: (runs, size) => `已删除 ${runs} 条运行记录；数据库现为 ${size}。`,
  passwordPrompt: "密码：",
  noPassword: "标准输入中没有密码",
  userDone: (name, role, disabled) => `${name}：${role}${disabled ? "，已禁用" : ""}`,
};

/** All words of the command in one language. */
export function serverTexts(language: Language): ServerTexts {
  return language === "zh" ? ZH : EN;
}
