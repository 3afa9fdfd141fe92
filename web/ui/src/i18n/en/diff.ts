/// The difference of two texts, and of two graphs.
export default {
  difference: {
    none: "Nothing differs.",
    graph: "The graph itself",
    added: "Added",
    removed: "Removed",
    changed: "Changed",
  },
  drawing: "Both graphs in one drawing",
  keyboard: "Arrow keys follow the edges, plus and minus zoom, 0 shows all, slash finds.",
  removed: "removed",
  added: "added",
  skipped_one: "{{count, number}} unchanged line",
  skipped_other: "{{count, number}} unchanged lines",
};
