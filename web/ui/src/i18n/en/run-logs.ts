/// The logs of a run.
export default {
  caption: "Lines of the log",
  level: "Level",
  anyLevel: "All levels",
  andAbove: "{{level}} and above",
  attempt: "Attempt",
  anyAttempt: "All attempts",
  attemptOf: "Epoch {{epoch, number}}, attempt {{number, number}}",
  ofNode: "Only {{node}}",
  ofAll: "All nodes",
  download: "Download",
  lines_one: "{{count, number}} line",
  lines_other: "{{count, number}} lines",
  cut: "Only the first lines are shown. Download them for the rest.",
  none: "Nothing was logged or printed.",
  noneNarrow: "No line fits these filters.",
};
