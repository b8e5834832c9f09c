/** uPlot plug-in: the wheel zooms at the cursor, a drag with the middle button or Shift pans. */
import type uPlot from "uplot";

const ZOOM = 0.8;

/** @param onWindow called with the stretch that is wanted, in the chart's x units */
export function wheelZoom(onWindow: (min: number, max: number) => void): uPlot.Plugin {
  return {
    hooks: {
      ready: (chart) => {
        const { over } = chart;
        over.addEventListener(
          "wheel",
          (event) => {
            event.preventDefault();
            const { min, max } = chart.scales.x ?? {};
            if (min === undefined || max === undefined) return;
            const at = event.offsetX / over.clientWidth;
            const span = max - min;
            const factor = event.deltaY < 0 ? ZOOM : 1 / ZOOM;
            const shift = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : 0;
            if (shift !== 0) {
              const by = (shift / over.clientWidth) * span;
              onWindow(min + by, max + by);
              return;
            }
            const centre = min + at * span;
            onWindow(centre - at * span * factor, centre + (1 - at) * span * factor);
          },
          { passive: false },
        );
      },
    },
  };
}
