export default {
  title: "Settings and about",
  health: {
    title: "Health",
    store: "Store (MongoDB)",
    broker: "Broker",
    ok: "Answers",
    unavailable: "Does not answer",
  },
  versions: { title: "Versions" },
  links: {
    title: "Read more",
    help: "Keyboard and user guide",
    docs: "Documentation of the API",
    openapi: "Its description (OpenAPI)",
    metrics: "Numbers for Prometheus",
  },
  list: {
    title: "Settings in force",
    lead: "Of the web process that answers you. Secrets are masked, also those in addresses.",
    changed: "Only what is set",
    find: "Find",
    key: "Setting",
    value: "Value",
    origin: "From",
    default: "Default",
    empty: "No setting fits",
  },
};
