/** Files that are made when they are first asked for, and kept as long as there is room. */
import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

export class KeptFiles {
  readonly #folder: string;
  readonly #bytesMax: number;
  /** bytes by name; the one used last is the last */
  readonly #kept = new Map<string, number>();
  readonly #making = new Map<string, Promise<void>>();

  /**
   * @param folder made when missing; what was in it before is not known, and not touched
   * @param bytesMax of all files together
   */
  constructor(folder: string, bytesMax: number) {
    this.#folder = folder;
    this.#bytesMax = bytesMax;
  }

  /**
   * The file of a name, open; the caller closes it. Who asks for a file that is being made waits.
   * @param make writes the file to the path that it is given
   * @throws what `make` throws, and the file system
   */
  async open(name: string, make: (out: string) => Promise<void>): Promise<FileHandle> {
    for (;;) {
      const known = this.#kept.has(name);
      if (!known) await this.#once(name, make);
      try {
        const file = await open(join(this.#folder, name), "r");
        this.#use(name);
        return file;
      } catch (error) {
        this.#kept.delete(name);
        // Once more where somebody has emptied the folder; not for a file that was made just now.
        if (!known) throw error;
      }
    }
  }

  #use(name: string): void {
    const bytes = this.#kept.get(name);
    if (bytes === undefined) return;
    this.#kept.delete(name);
    this.#kept.set(name, bytes);
  }

  #once(name: string, make: (out: string) => Promise<void>): Promise<void> {
    const running = this.#making.get(name);
    if (running !== undefined) return running;
    const making = this.#make(name, make).finally(() => this.#making.delete(name));
    this.#making.set(name, making);
    return making;
  }

  async #make(name: string, make: (out: string) => Promise<void>): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const out = join(this.#folder, `${randomUUID()}.tmp`);
    try {
      await make(out);
      const { size } = await stat(out);
      await rename(out, join(this.#folder, name));
      this.#kept.set(name, size);
    } finally {
      await rm(out, { force: true });
    }
    await this.#trim(name);
  }

  async #trim(newest: string): Promise<void> {
    let total = [...this.#kept.values()].reduce((sum, bytes) => sum + bytes, 0);
    for (const [name, bytes] of [...this.#kept]) {
      if (total <= this.#bytesMax || name === newest) return;
      this.#kept.delete(name);
      total -= bytes;
      // Whoever has it open reads on.
      await rm(join(this.#folder, name), { force: true });
    }
  }
}
