/** What the command needs from the process around it. */
import type { Language } from "../language.js";
import type { ServerTexts } from "./texts.js";

export interface ServerHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly cwd: string;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown };
}

export interface ServerContext {
  readonly host: ServerHost;
  readonly language: Language;
  readonly texts: ServerTexts;
}
