import type en from "../en/runs";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  title: "运行",
  caption: "运行列表，最新的在前",
  filters: "筛选",
  state: "状态",
  anyState: "全部状态",
  graph: "流程图",
  graphHint: "流程图名称",
  clear: "清除筛选",
  run: "运行",
  created: "创建时间",
  duration: "时长",
  labels: "标签",
  version: "版本 {{version, number}}",
  more: "加载更多",
  shown_other: "{{count, number}} 次运行",
  shownAndMore_other: "{{count, number}} 次运行，还有更多",
  columns: {
    state: "状态",
    graph: "流程图",
    run: "运行",
    created: "创建时间",
    duration: "时长",
    labels: "标签",
    error: "错误",
    project: "项目",
    key: "幂等键",
    deadline: "期限",
    epoch: "轮次",
  },
  chooseAll: "选择所有显示的运行",
  choose: "选择运行 {{run}}",
  narrowTo: "只看带有 {{label}} 的运行",
  never: "从未运行",
  empty: {
    title: "还没有任何运行",
    lead: "在终端中启动一次运行：",
    narrow: "没有符合筛选条件的运行",
  },
};

export default zh;
