export default {
  title: "Queues",
  caption: "Queues by name",
  name: "Queue",
  depth: "Messages",
  ready: "Nodes ready",
  oldest: "Oldest waits for",
  consumers: "Workers that take from it",
  nobody: "Nobody",
  actions: "Actions",
  purge: "Purge",
  purgeThis: "Purge {{name}}",
  purgeLead_one:
    "{{count, number}} message is removed. Nodes are not lost: they stay ready and are rung for again. Messages of other Celery tasks are gone for good.",
  purgeLead_other:
    "{{count, number}} messages are removed. Nodes are not lost: they stay ready and are rung for again. Messages of other Celery tasks are gone for good.",
  purged_one: "{{count, number}} message removed from {{name}}",
  purged_other: "{{count, number}} messages removed from {{name}}",
  empty: "There is no queue yet",
};
