import type en from "../en/sign-in";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  title: "登录",
  name: "用户名",
  password: "密码",
  code: "验证码",
  codeHint: "来自身份验证器应用，或恢复码；未启用则留空。",
  submit: "登录",
  provider: "通过组织账户登录",
  or: "或",
  ended: "您的会话已结束。登录后将回到刚才的位置。",
  refused: "组织账户的验证未通过。",
  wait_other: "请在 {{count, number}} 秒后重试",
  first: {
    title: "欢迎使用 Aurora",
    lead: "目前还没有用户。请创建第一个用户，该用户拥有全部权限。",
    secret: "密钥",
    secretHint: "Aurora 启动时已显示。以下命令可生成新的密钥：",
    passwordHint: "至少 8 个字符；一句话就是好密码。",
    submit: "创建并登录",
  },
  change: {
    title: "设置新密码",
    lead: "您的密码由他人设置。请先设置自己的密码再继续。",
    current: "当前密码",
    next: "新密码",
    submit: "更改并继续",
  },
};

export default zh;
