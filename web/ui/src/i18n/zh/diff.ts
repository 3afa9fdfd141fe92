import type en from "../en/diff";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  removed: "删除",
  added: "新增",
  skipped_other: "{{count, number}} 行未改动",
};

export default zh;
