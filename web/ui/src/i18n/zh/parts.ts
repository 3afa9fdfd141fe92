import type en from "../en/parts";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  copy: "复制",
  copied: "已复制",
  close: "关闭",
  cancel: "取消",
  save: "保存",
  more: "加载更多",
};

export default zh;
