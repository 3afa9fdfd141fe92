import type en from "../en/secrets";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  lead: "机密只提供给节点，不向任何人显示。流程图按名称引用其项目中的机密；日志和结果中会将其隐藏。",
  caption: "按项目和名称排列的机密",
  project: "项目",
  name: "名称",
  reference: "在流程图中",
  changed: "更改时间",
  by: "更改者",
  actions: "操作",
  empty: { title: "还没有机密", lead: "请把密码或令牌保存在这里，而不是写在流程图里。" },
  set: {
    open: "新建机密",
    replace: "替换",
    title: "为 {{name}} 设置新值",
    lead: "值会立即加密，此后无法在这里读取。此后启动的节点将使用新值。",
    nameHint: "可用字母 A-Z、数字和下划线，不能以数字开头。",
    value: "值",
    badName: "只能包含 A-Z、a-z、0-9 和 _，最多 64 个字符，且不能以数字开头。",
    badProject: "项目名称不能包含斜杠或星号。",
    done: "{{name}} 已保存。",
  },
  remove: {
    open: "删除",
    title: "删除 {{name}}？",
    lead: "此后引用它的节点将失败。",
    done: "{{name}} 已删除。",
  },
};

export default zh;
