/** What the work of a study is given, wherever it is done. */

/** How a study is told of while it runs. */
export interface StudyControl<Progress> {
  readonly signal: AbortSignal;
  /**
   * @param share of the work that had to be done, 0..1
   * @param leftMs what is left; left out: by the pace so far
   */
  readonly tell: (progress: Progress, share: number, leftMs?: number | null) => void;
}
