import type en from "../en/run-logs";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  caption: "日志行",
  level: "级别",
  anyLevel: "全部级别",
  andAbove: "{{level}} 及以上",
  attempt: "尝试",
  anyAttempt: "全部尝试",
  attemptOf: "第 {{epoch, number}} 轮，第 {{number, number}} 次尝试",
  ofNode: "只看 {{node}}",
  ofAll: "全部节点",
  download: "下载",
  lines_other: "{{count, number}} 行",
  cut: "只显示了最前面的部分，其余请下载查看。",
  none: "没有任何日志或输出。",
  noneNarrow: "没有符合筛选条件的日志。",
};

export default zh;
