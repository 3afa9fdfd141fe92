import type en from "../en/shell";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  name: "Aurora",
  skip: "跳到内容",
  navigation: "主导航",
  openNavigation: "打开导航",
  closeNavigation: "关闭导航",
  home: "首页",
  runs: "运行",
  graphs: "流程图",
  handlers: "处理器",
  workers: "工作进程",
  queues: "队列",
  logs: "日志",
  access: "访问控制",
  settings: "设置",
  signedInAs: "已登录：{{name}}",
  account: "{{name}} 的账户",
  signOut: "退出登录",
  loading: "正在加载",
  notFound: "没有这个页面",
  notFoundHint: "地址可能有误，或者内容已被删除。",
  toStart: "回到首页",
};

export default zh;
