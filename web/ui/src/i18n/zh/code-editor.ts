import type en from "../en/code-editor";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  find: "查找",
  replace: "替换为",
  next: "下一个",
  previous: "上一个",
  all: "全部",
  matchCase: "区分大小写",
  regexp: "正则表达式",
  byWord: "全字匹配",
  replaceOne: "替换",
  replaceAll: "全部替换",
  close: "关闭",
  completions: "补全",
  diagnostics: "诊断",
  noDiagnostics: "没有诊断信息",
  fold: "折叠此行",
  unfold: "展开此行",
  special: "不可见字符",
};

export default zh;
