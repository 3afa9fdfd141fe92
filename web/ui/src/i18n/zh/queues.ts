import type en from "../en/queues";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  title: "队列",
  caption: "按名称排列的队列",
  name: "队列",
  depth: "消息数",
  ready: "就绪节点",
  oldest: "最久等待",
  consumers: "消费它的工作进程",
  nobody: "无",
  actions: "操作",
  purge: "清空",
  purgeThis: "清空 {{name}}",
  purgeLead_other:
    "将删除 {{count, number}} 条消息。节点不会丢失：它们保持就绪并会再次被通知。其他 Celery 任务的消息将永久丢失。",
  purged_other: "已从 {{name}} 删除 {{count, number}} 条消息",
  empty: "还没有队列",
};

export default zh;
