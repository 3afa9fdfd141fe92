import type en from "../en/confirm";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  why: "原因",
  whyHint: "与您的名字一起留存，供日后查阅。",
  word: "输入 <word>{{word}}</word> 以继续",
  back: "返回",
};

export default zh;
