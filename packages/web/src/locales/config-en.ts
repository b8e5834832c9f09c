/** Words for the members of a configuration, English, by section and name. */
export const configEn = {
  default: "Default",
  reset: "Reset to defaults",
  path: { title: "Path in a bar", model: "Model", seed: "Seed" },
  fills: {
    title: "Fills",
    rule: "Rule",
    throughTicks: "Ticks through",
    maxParticipation: "Volume share (null: no cap)",
    slippageTicks: "Slippage, ticks",
  },
  funding: { title: "Funding", mode: "Mode", rate: "Rate", intervalHours: "Every, hours" },
  rebate: { title: "Rebates", rate: "Share of fees", payoutDay: "Day of month" },
  risk: {
    title: "Risk",
    maxDrawdown: "Max drawdown",
    minEquity: "Least equity",
    maxDailyLoss: "Max daily loss",
    positionStopLoss: "Stop of a side",
  },
  volatility: {
    title: "Regimes",
    atrPeriod: "ATR bars",
    high: "High from",
    extreme: "Extreme from",
    emergency: "Emergency from",
    highSpreadMultiplier: "Spreads × when high",
    extremeSpreadMultiplier: "Spreads × when extreme",
    balance: "Only balancing orders",
    extremeFlatten: "Flatten when extreme",
    emergencyClose: "Close in emergency",
  },
};
