/** Takes configurations from texts and files. */
import { PerpmillError } from "@perpmill/engine";
import { ref } from "vue";
import { useSavedConfigsStore } from "../../../stores/saved-configs";
import { useWorkbenchStore } from "../../../stores/workbench";
import { readConfig } from "../read-config";

export interface Refusal {
  readonly message: string;
  readonly hint: string | null;
}

const MINUTE_MS = 60_000;

export function useImport() {
  const bench = useWorkbenchStore();
  const saved = useSavedConfigsStore();
  const refused = ref<Refusal | null>(null);

  function read(text: string, file: string) {
    return readConfig(text, file, bench.surroundings.intervalMs ?? MINUTE_MS);
  }

  /** Runs a part of an import. False: it was refused, and `refused` says why. */
  async function attempt(work: () => void | Promise<void>): Promise<boolean> {
    refused.value = null;
    try {
      await work();
      return true;
    } catch (error) {
      const hint = error instanceof PerpmillError ? error.hint : null;
      refused.value = { message: error instanceof Error ? error.message : String(error), hint };
      return false;
    }
  }

  /** Puts a configuration on the bench. */
  function take(text: string, file: string): Promise<boolean> {
    return attempt(() => bench.load(read(text, file)));
  }

  /** One file goes on the bench; several are kept under their names, all or none. */
  function takeFiles(files: readonly File[]): Promise<boolean> {
    return attempt(async () => {
      const texts = await Promise.all(files.map((file) => file.text()));
      const configs = files.map(({ name }, index) => ({
        name: name.replace(/\.json$/i, ""),
        config: read(texts[index] ?? "", name),
      }));
      const [first] = configs;
      if (first !== undefined) bench.load(first.config);
      if (configs.length > 1) for (const { name, config } of configs) saved.save(name, config);
    });
  }

  return { refused, take, takeFiles };
}
