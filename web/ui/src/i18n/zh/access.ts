import type en from "../en/access";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  title: "访问控制",
  tabs: { account: "我的账户", keys: "API 密钥", secrets: "机密", users: "用户" },
};

export default zh;
