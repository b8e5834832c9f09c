/** Opens a page in the browser of whoever sits at this machine. */
import { spawn } from "node:child_process";
import { once } from "node:events";

/** What opens an address, by platform. */
const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  // `start` takes its first quoted argument for a title
  win32: ["cmd", "/c", "start", ""],
};

/**
 * Asks the system to open an address.
 * @returns false when there is nothing that opens it
 */
export async function openPage(url: string, platform: string): Promise<boolean> {
  const [command, ...args] = OPENERS[platform] ?? ["xdg-open"];
  const child = spawn(command, [...args, url], { detached: true, stdio: "ignore" });
  try {
    await once(child, "spawn");
  } catch {
    return false;
  }
  child.unref();
  return true;
}
