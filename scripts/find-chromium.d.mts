/**
 * `CHROMIUM_PATH`, else the first Chromium on the path.
 * @returns null when there is none
 */
export function findChromium(env?: Readonly<Record<string, string | undefined>>): string | null;
