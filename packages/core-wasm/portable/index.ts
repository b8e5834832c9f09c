/// <reference path="./globals.d.ts" preserve="true" />
/**
 * What strategies may use, compiled by AssemblyScript for the kernel and by TypeScript for hosts:
 * own logarithm and exponential, and indicators that take one bar at a time.
 *
 * Every indicator has a constructor, `push`, `ready` and its values, which are NaN until it is ready.
 * Its state is all there is, so a series may be pushed in any pieces; nothing is allocated after the
 * constructor; TypeScript and WASM give the same bits.
 *
 * Imported, then exported: AssemblyScript 0.28 does not take the `.ts` off a name in `export … from`.
 */
import { Adx } from "./indicators/adx.ts";
import { Atr, MeanAtr } from "./indicators/atr.ts";
import { Bollinger } from "./indicators/bollinger.ts";
import { Donchian } from "./indicators/donchian.ts";
import { Ema } from "./indicators/ema.ts";
import { Macd } from "./indicators/macd.ts";
import { Parkinson } from "./indicators/parkinson.ts";
import { RealisedVolatility } from "./indicators/realised-volatility.ts";
import { RollingSd } from "./indicators/rolling-sd.ts";
import { Rsi } from "./indicators/rsi.ts";
import { Sma } from "./indicators/sma.ts";
import { DayVwap, RollingVwap } from "./indicators/vwap.ts";
import { Wma } from "./indicators/wma.ts";
import { ZScore } from "./indicators/z-score.ts";
import { exp, ln, ln1p } from "./math.ts";

export {
  Adx,
  Atr,
  Bollinger,
  DayVwap,
  Donchian,
  Ema,
  exp,
  ln,
  ln1p,
  Macd,
  MeanAtr,
  Parkinson,
  RealisedVolatility,
  RollingSd,
  RollingVwap,
  Rsi,
  Sma,
  Wma,
  ZScore,
};
