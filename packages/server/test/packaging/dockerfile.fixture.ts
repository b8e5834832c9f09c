/** A Dockerfile as instructions by stage: enough to check one where no container can be built. */

export interface Instruction {
  /** in capitals, such as `COPY` */
  readonly name: string;
  /** the rest, continued lines joined */
  readonly text: string;
}

export interface Stage {
  readonly name: string;
  /** image, or name of a stage before */
  readonly from: string;
  readonly instructions: readonly Instruction[];
}

/** Words of an instruction: a JSON list, or what blanks part. */
export function wordsOf(text: string): readonly string[] {
  return text.startsWith("[") ? JSON.parse(text) : text.trim().split(/\s+/);
}

/** @throws Error for a line that is no instruction, or one before the first FROM */
export function parseDockerfile(source: string): readonly Stage[] {
  const lines = source
    .split("\n")
    .filter((line) => !/^\s*#/.test(line))
    .join("\n")
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const stages: { name: string; from: string; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [, name, text] = /^([A-Z]+)\s+(.+)$/.exec(line) ?? [];
    if (name === undefined || text === undefined) throw new Error(`no instruction: ${line}`);
    if (name === "FROM") {
      const [, from = "", stage = ""] = /^(\S+)(?:\s+AS\s+(\S+))?$/.exec(text) ?? [];
      stages.push({ name: stage, from, instructions: [] });
      continue;
    }
    const stage = stages.at(-1);
    if (stage === undefined) throw new Error(`before the first FROM: ${line}`);
    stage.instructions.push({ name, text });
  }
  return stages;
}
