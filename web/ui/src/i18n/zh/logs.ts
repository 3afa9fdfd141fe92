import type en from "../en/logs";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  title: "日志",
  caption: "日志行，最新的在前",
  refresh: "重新查询",
  filters: "筛选",
  clear: "清除筛选",
  text: "文本",
  textHint: "包含的内容",
  level: "级别",
  anyLevel: "全部级别",
  andAbove: "{{level}} 及以上",
  time: "时间",
  anyTime: "全部时间",
  ranges: {
    "15m": "最近 15 分钟",
    "1h": "最近 1 小时",
    "6h": "最近 6 小时",
    "24h": "最近 24 小时",
    "7d": "最近 7 天",
    own: "指定时间段",
  },
  since: "从",
  until: "到",
  graph: "流程图",
  handler: "处理器",
  worker: "工作进程",
  more: "继续向前查找",
  shown_other: "{{count, number}} 行",
  shownAndMore_other: "{{count, number}} 行，还有更多",
  empty: {
    narrow: "没有符合条件的日志",
    narrowLead: "可尝试更长的时间、更低的级别或更少的筛选条件。",
    title: "处理器还没有输出任何内容",
    lead: "节点运行时处理器记录和打印的内容会显示在这里。在终端中启动一次运行：",
  },
};

export default zh;
