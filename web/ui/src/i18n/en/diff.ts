/// The difference of two texts.
export default {
  removed: "removed",
  added: "added",
  skipped_one: "{{count, number}} unchanged line",
  skipped_other: "{{count, number}} unchanged lines",
};
