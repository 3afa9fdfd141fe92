import type en from "../en/graphs";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  title: "流程图",
  caption: "按名称排列的流程图",
  search: "按名称搜索",
  new: "新建流程图",
  import: "导入",
  imported: "{{name}} 已保存为版本 {{version, number}}",
  name: "名称",
  version: "版本 {{version, number}}",
  recent: "最近的运行（最新的在最后）",
  rate: "成功率",
  last: "最近一次运行",
  actions: "操作",
  run: "运行",
  runThis: "运行 {{name}}",
  moreFor: "{{name}} 的更多操作",
  edit: "编辑",
  grid: "运行与节点网格",
  exportAs: "导出为 {{format}}",
  count_other: "{{count, number}} 个流程图",
  more: "显示更多",
  empty: {
    title: "还没有流程图",
    lead: "可以绘制一个、导入文件，或者在终端中保存一个：",
    narrow: "没有名称包含此内容的流程图",
  },
};

export default zh;
