import type en from "../en/home";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  title: "首页",
  range: "时间范围",
  ranges: { hour: "最近 1 小时", day: "24 小时", week: "7 天" },
  history: "运行趋势",
  historyLabel: "按状态统计的运行趋势；点击柱形查看对应的运行",
  stateCount: "{{state}} {{count, number}}",
  noRuns: "没有运行",
  runningNow: "正在运行",
  nothingRuns: "目前没有正在进行的运行。",
  all: "全部",
  failing: "失败的流程图",
  nothingFails: "这段时间内没有失败的运行。",
  failedOf_other: "{{count, number}} 次运行中失败 {{failed, number}} 次",
  workers: "工作进程",
  workersAlive_other: "{{count, number}} 个工作进程",
  slots_other: "可同时执行 {{count, number}} 个节点",
  draining_other: "{{count, number}} 个不再接收新任务",
  queues: "队列",
  served: "所有待处理的队列都有消费者",
  deserted: "无人处理：{{queues}}",
  ready_other: "{{count, number}} 个节点在等待工作进程",
  oldest: "最长已等待 {{age}}",
  servers: "存储与消息代理",
  serversReady: "均正常响应",
  guidance: {
    title: "入门步骤",
    worker: "启动一个工作进程来执行节点",
    handler: "让它导入您自己的处理器，即节点调用的函数",
    graph: "保存一个流程图",
    run: "运行它",
    done: "已完成",
    copy: "复制命令",
  },
};

export default zh;
