/** Opens files as bars and as what stands beside them, by what their names say. */
import { marketFiles } from "../../../engine/market-files";
import { useWorkbenchStore } from "../../../stores/workbench";

export function useOpenFiles() {
  const bench = useWorkbenchStore();

  /** @param folder whether they are all that was in a folder */
  async function openFiles(files: readonly File[], folder = false): Promise<void> {
    const { bars, mark, funding } = marketFiles(files, folder);
    const alone = bars.length === 0 && bench.bars === null;
    // Nothing to stand beside: the engine says what it thinks of them.
    if (bars.length > 0 || alone) await bench.openFiles(bars.length > 0 ? bars : files);
    if (bench.bars === null || bench.failure !== null) return;
    if (mark.length > 0) await bench.putBeside("mark", mark);
    if (funding.length > 0) await bench.putBeside("funding", funding);
  }

  return { openFiles };
}
