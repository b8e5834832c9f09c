/**
 * uPlot plug-in: the wheel zooms at the cursor, a drag pans, two fingers zoom, a drag with Shift chooses a
 * stretch, a double click shows all.
 */
import type uPlot from "uplot";

const ZOOM = 0.8;
const LEAST_DRAG_PX = 4;

export interface PanZoomEvents {
  /** the stretch that is wanted, in the chart's x units, not bounded yet */
  readonly onWindow: (min: number, max: number) => void;
  readonly onReset: () => void;
}

/** The stretch that a factor makes of another one around a point, which stays where it is. */
export function zoomed(min: number, max: number, share: number, factor: number): [number, number] {
  const centre = min + share * (max - min);
  const span = (max - min) * factor;
  return [centre - share * span, centre + (1 - share) * span];
}

class Gestures {
  readonly #chart: uPlot;
  readonly #events: PanZoomEvents;
  readonly #pointers = new Map<number, number>();
  #start: { readonly x: number; readonly min: number; readonly max: number } | null = null;
  #choosing = false;
  #pinch = 0;

  constructor(chart: uPlot, events: PanZoomEvents) {
    this.#chart = chart;
    this.#events = events;
    const { over } = chart;
    over.style.touchAction = "pan-y";
    over.style.cursor = "grab";
    over.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    over.addEventListener("pointerdown", (event) => this.#down(event));
    over.addEventListener("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel"] as const) {
      over.addEventListener(name, (event) => this.#up(event));
    }
    over.addEventListener("dblclick", () => events.onReset());
  }

  get #scale(): readonly [min: number, max: number] | null {
    const { min, max } = this.#chart.scales.x ?? {};
    return min === undefined || max === undefined ? null : [min, max];
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const scale = this.#scale;
    if (scale === null) return;
    const [min, max] = scale;
    const width = this.#chart.over.clientWidth;
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      const by = (event.deltaX / width) * (max - min);
      this.#events.onWindow(min + by, max + by);
      return;
    }
    const factor = event.deltaY < 0 ? ZOOM : 1 / ZOOM;
    this.#events.onWindow(...zoomed(min, max, event.offsetX / width, factor));
  }

  #down(event: PointerEvent): void {
    const scale = this.#scale;
    if (event.button !== 0 || scale === null) return;
    const { over } = this.#chart;
    over.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, event.offsetX);
    this.#choosing = event.shiftKey;
    this.#start = { x: event.offsetX, min: scale[0], max: scale[1] };
    this.#pinch = this.#distance();
    over.style.cursor = this.#choosing ? "crosshair" : "grabbing";
  }

  /** Between two fingers, px; 0 with fewer. */
  #distance(): number {
    const [a, b] = [...this.#pointers.values()];
    return a === undefined || b === undefined ? 0 : Math.abs(a - b);
  }

  #move(event: PointerEvent): void {
    if (this.#start === null || !this.#pointers.has(event.pointerId)) return;
    this.#pointers.set(event.pointerId, event.offsetX);
    const { x, min, max } = this.#start;
    const width = this.#chart.over.clientWidth;
    const [a, b] = [...this.#pointers.values()];
    if (a !== undefined && b !== undefined && this.#pinch > 0) {
      const factor = this.#pinch / Math.max(this.#distance(), 8);
      this.#events.onWindow(...zoomed(min, max, (a + b) / 2 / width, factor));
    } else if (this.#choosing) {
      const left = Math.min(x, event.offsetX);
      const height = this.#chart.over.clientHeight;
      this.#chart.setSelect({ left, top: 0, width: Math.abs(event.offsetX - x), height }, false);
    } else {
      const by = ((x - event.offsetX) / width) * (max - min);
      this.#events.onWindow(min + by, max + by);
    }
  }

  #up(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId);
    const { over, select } = this.#chart;
    over.style.cursor = "grab";
    if (this.#choosing && select.width >= LEAST_DRAG_PX) {
      const min = this.#chart.posToVal(select.left, "x");
      const max = this.#chart.posToVal(select.left + select.width, "x");
      this.#events.onWindow(min, max);
    }
    if (this.#choosing) this.#chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.#start = null;
    this.#choosing = false;
  }
}

/** Lets the pointer move a chart. */
export function panZoom(events: PanZoomEvents): uPlot.Plugin {
  return { hooks: { ready: (chart) => void new Gestures(chart, events) } };
}
