import type en from "../en/states";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  pending: "待执行",
  running: "运行中",
  waiting: "等待中",
  retrying: "重试中",
  paused: "已暂停",
  succeeded: "成功",
  failed: "失败",
  skipped: "已跳过",
  cancelled: "已取消",
  cancelling: "正在取消",
};

export default zh;
