/** Names of files that come from outside, before they become names in a folder of the server. */
import { ServerError } from "../../../errors.js";

/** Longest name on common file systems, less what a temporary name adds. */
const NAME_BYTES = 240;
/** What is a path, has a meaning to a shell or another system, or is not shown. */
const FORBIDDEN = /[/\\<>:"|?*\p{Cc}\p{Cf}\p{Cs}]/u;
/** Devices of Windows, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Whether a name can be that of a file in a folder, and nothing else. */
export function isPlainName(name: string): boolean {
  return (
    name !== "" &&
    Buffer.byteLength(name) <= NAME_BYTES &&
    !name.startsWith(".") &&
    !/[. ]$/.test(name) &&
    !name.endsWith(".tmp") &&
    !FORBIDDEN.test(name) &&
    !DEVICE.test(name)
  );
}

/**
 * The name when it is that of a file in a folder, and nothing else.
 * @param field of the request, for the error
 * @throws REQUEST_INVALID
 */
export function checkedName(name: string, field: string): string {
  if (isPlainName(name)) return name;
  throw new ServerError("REQUEST_INVALID", {
    message: `this cannot be the name of a file: ${JSON.stringify(name.slice(0, 100))}`,
    field,
  });
}

/**
 * The segments of a path below a folder, `/` between them; none for the folder itself.
 * @throws REQUEST_INVALID for one that could lead out of it
 */
export function checkedSegments(path: string, field: string): readonly string[] {
  return path === "" ? [] : path.split("/").map((segment) => checkedName(segment, field));
}
