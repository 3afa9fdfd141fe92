import type en from "../en/schema-form";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  item: "第 {{number, number}} 项",
  add: "添加",
  up: "上移第 {{number, number}} 项",
  down: "下移第 {{number, number}} 项",
  remove: "删除第 {{number, number}} 项",
  removeName: "删除 {{name}}",
  newName: "新名称",
  form: "形式 {{number, number}}",
  null: "无值（null）",
  nullOf: "{{name}}：无值（null）",
  noJson: "这不是合法的 JSON",
  expression: "{{name}} 使用表达式",
  table: {
    name: "名称",
    type: "类型",
    default: "默认值",
    required: "必填",
    description: "说明",
  },
};

export default zh;
