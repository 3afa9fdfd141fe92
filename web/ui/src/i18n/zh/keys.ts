import type en from "../en/keys";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  lead: "程序使用密钥发送请求。密钥的权限由其角色决定，且不会超过其所有者的权限。",
  caption: "API 密钥，最新的在前",
  helpless: "您还没有角色，因此您的密钥没有任何权限。",
  title: "名称",
  owner: "所有者",
  role: "权限",
  created: "创建时间",
  used: "最近使用",
  never: "从未",
  expires: "到期时间",
  forever: "永不过期",
  soon: "即将到期",
  expired: "已过期",
  actions: "操作",
  revokeOf: "吊销 {{title}}",
  empty: { title: "还没有密钥", lead: "可为脚本、服务或命令行创建一个。" },
  new: {
    open: "新建密钥",
    titleHint: "说明用途，以便日后判断是否仍然需要。",
    projects: "项目",
    projectsHint: "输入项目名称后按回车",
    some: "指定项目",
    lifetime: "有效期",
    days_other: "{{count, number}} 天",
    limits: "密钥不能创建其他密钥；所有者被停用后密钥随之失效。",
    act: "创建密钥",
  },
  issued: {
    title: "密钥 {{title}}",
    once: "密钥内容仅显示这一次，请立即复制。",
    secret: "密钥内容",
    use: "每次请求时带上它，例如：",
    kept: "我已保存",
  },
  revoke: {
    open: "吊销",
    title: "吊销 {{title}}？",
    lead: "使用此密钥的程序从下一个请求起将被拒绝。此操作无法撤销。",
    done: "{{title}} 已吊销。",
  },
};

export default zh;
