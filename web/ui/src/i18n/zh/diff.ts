import type en from "../en/diff";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  difference: {
    none: "没有差异。",
    graph: "流程图本身",
    added: "新增",
    removed: "删除",
    changed: "修改",
  },
  drawing: "两个流程图的叠加图",
  keyboard: "方向键沿边移动，加减号缩放，0 显示全部，斜杠查找。",
  removed: "删除",
  added: "新增",
  skipped_other: "{{count, number}} 行未改动",
};

export default zh;
