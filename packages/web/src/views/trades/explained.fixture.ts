/** Test fixture: fills of real runs, one of each kind there is, explained. */
import {
  type Bars,
  backtest,
  type ConfigInput,
  explainFill,
  type FillExplanation,
  syntheticBars,
} from "@perpmill/engine";

const MAKER = { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001 } as const;
const BASE = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
} as const;

const CONFIGS: readonly ConfigInput[] = [
  {
    ...BASE,
    strategy: { ...MAKER, size: { equityRatio: 0.02 } },
    risk: { positionStopLoss: 0.01 },
  },
  {
    ...BASE,
    strategy: { ...MAKER, size: { equityRatio: 0.5 } },
    fills: { rule: "touch", maxParticipation: 0.001 },
    risk: { maxDrawdown: 0.02 },
  },
  { ...BASE, strategy: { ...MAKER, size: { equityRatio: 1 } }, risk: { maxDailyLoss: 0.003 } },
  { ...BASE, strategy: { ...MAKER, size: { equityRatio: 1 } }, risk: { minEquity: 9900 } },
  {
    ...BASE,
    account: { initialBalance: 100, leverage: 125 },
    strategy: {
      name: "pure-maker",
      bidSpread: 0.0002,
      askSpread: 0.02,
      size: { equityRatio: 100 },
      maxInventoryRatio: 125,
    },
    fills: { maxParticipation: null },
  },
  {
    ...BASE,
    strategy: { ...MAKER, size: { equityRatio: 0.02 } },
    volatility: {
      atrPeriod: 30,
      extreme: 0.0005,
      emergency: 0.002,
      extremeFlatten: true,
      emergencyClose: true,
    },
  },
];

/** First fill of each reason and role, of each configuration. */
async function ofRun(bars: Bars, config: ConfigInput): Promise<FillExplanation[]> {
  const { trades } = await backtest({ bars, config });
  const seen = new Set<string>();
  const told: FillExplanation[] = [];
  for (let row = 0; row < trades.length && row < 400; row++) {
    const kind = `${trades.reason[row]} ${trades.realizedPnl[row] !== 0} ${trades.side[row]}`;
    if (seen.has(kind)) continue;
    seen.add(kind);
    told.push(await explainFill({ bars, config, fill: row }));
  }
  if (trades.length > 0) told.push(await explainFill({ bars, config, fill: trades.length - 1 }));
  return told;
}

export async function explainedFills(): Promise<FillExplanation[]> {
  const bars = syntheticBars({ seed: 3, bars: 5000 });
  return (await Promise.all(CONFIGS.map((config) => ofRun(bars, config)))).flat();
}
