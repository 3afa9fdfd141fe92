import type en from "../en/graph-view";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  node: "{{node}}，{{state}}",
  find: "查找节点",
  noMatch: "没有这个节点",
  matches_other: "{{count, number}} 个匹配",
  fit: "显示全部",
  zoomIn: "放大",
  zoomOut: "缩小",
  minimap: "流程图概览",
  fold: "折叠 {{group}}",
  unfold: "展开 {{group}}",
  nodes_other: "{{count, number}} 个节点",
  layingOut: "正在排布流程图",
};

export default zh;
