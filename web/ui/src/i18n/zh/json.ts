import type en from "../en/json";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  items_other: "{{count, number}} 项",
  keys_other: "{{count, number}} 个键",
  open: "展开 {{key}}",
  close: "收起 {{key}}",
  more_other: "再显示 {{count, number}} 项",
  all: "显示完整文本",
  download: "下载",
  copy: "复制",
  empty: "空",
  copied: "已复制",
};

export default zh;
