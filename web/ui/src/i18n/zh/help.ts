import type en from "../en/help";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  title: "帮助",
  contents: "用户指南",
  keyboard: "键盘",
  pages: {
    "first-run": "首次运行",
    draw: "绘制并运行流程图",
    watch: "观察和修复运行",
    operate: "工作进程与队列",
    access: "访问控制",
  },
};

export default zh;
