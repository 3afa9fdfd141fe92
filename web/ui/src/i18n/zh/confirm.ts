import type en from "../en/confirm";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  why: "原因",
  whyHint: "与您的名字一起记入审计日志。",
  word: "输入 <word>{{word}}</word> 以继续",
  cancel: "取消",
  close: "关闭",
};

export default zh;
