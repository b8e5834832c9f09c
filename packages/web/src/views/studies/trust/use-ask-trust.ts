/** From the best of a study to the question whether it is to be trusted. */
import type { ConfigInput, LuckMissing, SweepLuck } from "@perpmill/engine";
import { useRouter } from "vue-router";
import { useTrustDraftStore } from "../../../stores/trust-draft";
import { useTrustsStore } from "../../../stores/trusts";
import type { SharedData } from "../../run/inspector/share-link";
import type { TriedBefore } from "./trust-document";

/** The study that a configuration was chosen from, as its page has it. */
export interface ChosenFrom extends Pick<TriedBefore, "page" | "id" | "isThere"> {
  /** rows or trials that are there */
  readonly count: number;
  /** null: it has not ended */
  readonly end: {
    readonly luck: SweepLuck | null;
    readonly luckMissing: LuckMissing | null;
  } | null;
}

/** @param bring puts a configuration on the bench; false: it cannot */
export function useAskTrust(
  bring: (config: ConfigInput, data: SharedData | null) => Promise<boolean>,
) {
  const router = useRouter();
  const trusts = useTrustsStore();
  const draft = useTrustDraftStore();

  async function ask(
    config: ConfigInput,
    data: SharedData | null,
    { end, ...from }: ChosenFrom,
  ): Promise<void> {
    if (!(await bring(config, data))) return;
    const { luck = null, luckMissing = null } = end ?? {};
    draft.before = { ...from, study: { luck, luckMissing, trials: from.count } };
    await router.push({ name: "trusts", params: { id: "" } });
    await trusts.start();
  }

  return { ask };
}
