import type en from "../en/run";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  title: "运行 {{run}}",
  graph: "流程图",
  created: "创建时间",
  duration: "时长",
  caption: "此运行的节点",
  node: "节点",
  state: "状态",
  handler: "处理器",
  attempts: "尝试次数",
  started: "开始时间",
  worker: "工作进程",
  error: "错误",
};

export default zh;
