/// States of runs and nodes, and the times that belong to them.
export default {
  pending: "Pending",
  running: "Running",
  waiting: "Waiting",
  retrying: "Retrying",
  paused: "Paused",
  succeeded: "Succeeded",
  failed: "Failed",
  skipped: "Skipped",
  cancelled: "Cancelled",
  cancelling: "Cancelling",
};
