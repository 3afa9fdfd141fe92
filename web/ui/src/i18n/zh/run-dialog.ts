import type en from "../en/run-dialog";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  title: "运行 {{graph}}",
  start: "开始运行",
  preview: "预览",
  way: "输入方式",
  form: "表单",
  json: "JSON",
  inputs: "输入",
  noInputs: "这个流程图不需要输入。",
  remembered: "这是您上次使用的输入。",
  reset: "恢复默认值",
  options: "标签、幂等键和期限",
  labels: "标签",
  labelsHint: "用于查找这次运行。每输入一个后按回车。",
  labelsExample: "team=data",
  labelsWrong: "请把 {{label}} 写成 名称=值",
  key: "幂等键",
  keyHint: "一天之内，相同的键无论启动多少次都只得到同一次运行。",
  deadline: "期限",
  deadlineHint: "超过这个时长后运行会被停止。",
  seconds: " 秒",
  plan: {
    nodes: "节点",
    edges: "边",
    depth: "深度",
    width: "宽度",
    chains: "链",
    chords: "汇合",
    messages: "消息",
    trips: "往返次数",
    criticalPath: "关键路径",
    more_other: "以及另外 {{count, number}} 个",
  },
};

export default zh;
