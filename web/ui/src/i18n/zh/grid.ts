import type en from "../en/grid";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  title: "{{name}} 的运行与节点",
  caption: "{{name}} 的节点在最近各次运行中的情况，最新的在前",
  back: "返回流程图",
  search: "搜索节点",
  order: "顺序",
  orders: {
    plan: "按流程图",
    failures: "失败多的在前",
    slow: "耗时长的在前",
  },
  runs: "运行数",
  show: "单元格显示的内容",
  state: "状态",
  time: "耗时",
  node: "节点",
  p50: "p50",
  p95: "p95",
  short: "短",
  tries: "• 尝试了不止一次",
  attempts_other: "{{count, number}} 次尝试",
  absent: "{{node}}：不在这次运行中",
  size: "{{nodes}}，{{runs}}，最新的在前",
  nodes_other: "{{count, number}} 个节点",
  runCount_other: "{{count, number}} 次运行",
  empty: "这个流程图还没有运行过",
  emptyLead: "可以在它的页面上启动，或者在终端中启动：",
  narrow: "没有名称包含此内容的节点",
};

export default zh;
