import type en from "../en/graph";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  version: "版本 {{version, number}}",
  nodes_other: "{{count, number}} 个节点",
  old: "这是版本 {{version, number}}，不是最新版本。",
  toNewest: "查看最新版本",
  grid: "网格",
  export: "导出",
  edit: "编辑",
  run: "运行",
  tabs: {
    runs: "运行",
    definition: "定义",
    inputs: "输入",
    versions: "版本",
  },
  noRuns: "这个流程图还没有运行过",
  noRunsLead: "点击“运行”，或者在终端中启动：",
  allRuns: "这个流程图的全部运行",
  format: "格式",
  noInputs: "这个流程图不需要输入",
  before: "从",
  after: "到",
  versionHead: "版本",
  stored: "保存时间",
  fromVersion: "从版本 {{version, number}} 开始比较",
  toVersion: "比较到版本 {{version, number}}",
  oneVersion: "目前只有一个版本",
  same: "两个版本相同",
  looks: { which: "差异的显示方式", text: "文本", places: "逐节点", drawing: "图形" },
  compared: "版本 {{before, number}} 到 {{after, number}}",
  removed_other: "删除 {{count, number}} 行",
  added_other: "新增 {{count, number}} 行",
};

export default zh;
