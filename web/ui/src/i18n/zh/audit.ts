import type en from "../en/audit";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  title: "审计日志",
  export: "导出",
  caption: "操作记录，最新的在前",
  filters: "筛选",
  clear: "清除筛选",
  empty: "没有符合条件的操作",
  number: "序号",
  at: "时间",
  actor: "操作者",
  action: "操作",
  target: "对象",
  outcome: "结果",
  outcomes: { done: "完成", refused: "被拒绝", failed: "失败" },
  address: "来源",
  chain: "此条与前一条的摘要：{{chain}}",
  trace: "请求 {{trace}}",
  more: "加载更多",
  shown_other: "{{count, number}} 条记录",
  shownAndMore_other: "{{count, number}} 条记录，还有更多",
  verdict: {
    checking: "正在检查是否有记录被更改或删除……",
    sound: "日志完整",
    soundLead: "每条记录都包含前一条的摘要，全部吻合。",
    unsound: "第 {{number, number}} 条记录与写入时不符",
    unsoundLead: "存储中有记录被更改或删除，其后的内容不可信。",
    at: "检查时间：",
    again: "重新检查",
  },
};

export default zh;
