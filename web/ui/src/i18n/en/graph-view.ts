/// The drawing of a graph, wherever it is shown.
export default {
  node: "{{node}}, {{state}}",
  find: "Find a node",
  noMatch: "No such node",
  matches_one: "{{count, number}} match",
  matches_other: "{{count, number}} matches",
  fit: "Show all",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  minimap: "Overview of the graph",
  fold: "Fold {{group}}",
  unfold: "Unfold {{group}}",
  nodes_one: "{{count, number}} node",
  nodes_other: "{{count, number}} nodes",
  layingOut: "Laying out the graph",
};
