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
  find: "在日志中查找",
  hit: "{{at, number}} / {{count, number}}",
  noHit: "未找到",
  previous: "上一处",
  next: "下一处",
  follow: "跟随",
  following: "正在跟随",
  download: "下载",
  times: "时间",
  wrap: "换行",
  lines_other: "{{count, number}} 行",
  cut: "只显示了最前面的部分，其余请下载查看。",
  none: "没有任何日志或输出。",
  noneNarrow: "没有符合筛选条件的日志。",
  link: "此行的链接",
};

export default zh;
