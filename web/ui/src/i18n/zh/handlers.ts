import type en from "../en/handlers";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  title: "处理器",
  caption: "按名称排列的处理器",
  search: "搜索名称和说明",
  name: "名称",
  description: "作用",
  parameters: "参数",
  result: "结果",
  workers: "工作进程",
  close: "关闭",
  unknown: "只有工作进程知道",
  unknownLead: "只有工作进程知道这个处理器，因此无法在此显示它的参数。请以 JSON 给出。",
  noParameters: "它不需要参数。",
  nobody: "无人提供",
  nobodyLead: "目前没有工作进程提供这个处理器：使用它的节点会等待。",
  serving_other: "{{count, number}} 个工作进程",
  count_other: "{{count, number}} 个处理器",
  try: {
    title: "试运行",
    lead: "它会作为一次运行的唯一节点被调用，其效果是真实的。",
    arguments: "参数",
    act: "调用",
    toRun: "查看运行",
    goesOn: "尚未结束，运行仍在继续，可前往查看。",
  },
  empty: {
    title: "没有处理器",
    lead: "启动一个包含您的处理器模块的工作进程：",
    narrow: "没有符合搜索的处理器",
  },
};

export default zh;
