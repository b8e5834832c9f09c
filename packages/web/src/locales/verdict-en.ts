/** What an envelope says about a result, in sentences. English. */
export const verdictEn = {
  outcomes: "How far the outcomes lie apart",
  gains: "{gains} of {count} combinations end with a gain.",
  returns: "Returns go from {min} to {max}; as configured it is {base}.",
  strip: "The return of every combination",
  where: "Where the profit depends on what bars cannot know",
  nothing: "The return is the same under every assumption.",
  depends:
    "It depends most on {axis}: that alone moves the mean return by {share} of the return as configured.",
  model: "the path inside a bar",
  modelHelp: "Bars do not say in which order the highest and the lowest price came.",
  rule: "the fill rule",
  ruleHelp:
    "Bars do not say who stood before you in the queue when the price only touched your order.",
  maxParticipation: "your share of the volume",
  maxParticipationHelp: "Bars do not say how much of the volume traded at your price.",
  points: "{value} points",
  fills: "What the fills were worth",
  ambiguous:
    "Ambiguous fills: {base}, between {min} and {max}. In those bars both sides were filled, and their order is a guess.",
  edge: "Fills were quoted {base} bps from the price ({min} … {max}). This is what was left of it later, in bps, as configured and over all combinations:",
};
