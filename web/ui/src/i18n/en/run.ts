export default {
  title: "Run {{run}}",
  graph: "Graph",
  created: "Created",
  duration: "Duration",
  caption: "Nodes of the run",
  node: "Node",
  state: "State",
  handler: "Handler",
  attempts: "Attempts",
  started: "Started",
  worker: "Worker",
  error: "Error",
};
