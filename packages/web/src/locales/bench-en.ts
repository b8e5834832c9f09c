/** Words about the engine in the tab: what breaks it, and whether the server agrees. English. */
export const benchEn = {
  check: {
    start: "Compare with the server",
    waiting: "The server computes it…",
    same: "The server has the same hash",
    different: "The server has another hash: {hash}",
    look: "Look at its run",
  },
  tabError: {
    ENGINE_STOPPED: "The engine in this tab broke down and was started again.",
    OUT_OF_MEMORY: "The browser has no memory left for this.",
    FILE_CHANGED: "A file could not be read any more.",
    STRATEGY_STUCK: "The strategy does not come back from a step.",
  },
  tabErrorHint: {
    ENGINE_STOPPED: "The bars that were open are read again when you try again.",
    OUT_OF_MEMORY: "Choose a shorter range, close other tabs, or run it on a server.",
    FILE_CHANGED: "It was moved, changed or locked after it was chosen: choose it again.",
    STRATEGY_STUCK:
      "Look for a loop without end. The bars that were open are read again when you try again.",
  },
};
