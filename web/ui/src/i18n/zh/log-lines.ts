import type en from "../en/log-lines";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  toolbar: "日志显示方式",
  search: "在这些日志中查找",
  noHit: "没有匹配",
  hit: "{{place, number}} / {{count, number}}",
  next: "下一处匹配",
  previous: "上一处匹配",
  times: "时间",
  wrap: "换行",
  follow: "跟随",
  following: "跟随中",
  link: "{{time}}，此行的链接",
  fold: "折叠此行",
  unfold: "展开此行",
  hidden_other: "还有 {{count, number}} 行",
};

export default zh;
