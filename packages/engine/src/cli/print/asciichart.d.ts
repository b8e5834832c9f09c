/** The part of asciichart that is used here; the package has no types of its own. */
declare module "asciichart" {
  export interface PlotOptions {
    readonly height?: number;
    readonly min?: number;
    readonly max?: number;
    readonly format?: (value: number) => string;
  }
  const asciichart: {
    plot(series: readonly number[] | readonly (readonly number[])[], options?: PlotOptions): string;
  };
  export default asciichart;
}
