/** What a process may know of the server's environment: how to reach the network, and no secret. */

const PASSED_ON = [
  "PATH",
  "HOME",
  "TMPDIR",
  "TMP",
  "TEMP",
  "SYSTEMROOT",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "NODE_EXTRA_CA_CERTS",
] as const;

/** The part of an environment that processes get; times are UTC in them. */
export function workerEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const passed = PASSED_ON.map((name) => [name, env[name]] as const);
  return { ...Object.fromEntries(passed.filter(([, value]) => value !== undefined)), TZ: "UTC" };
}
