import type en from "../en/errors";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  title: "操作未成功",
  retry: "重试",
  trace: "请求 {{trace}}",
  code: "代码 {{code}}",
  codes: {
    unreachable: "服务器没有响应。请检查网络，或确认 Aurora 正在运行。",
    unauthenticated: "您尚未登录，或会话已结束。",
    wrong_credentials: "用户名、密码或验证码不正确。",
    too_many_tries: "尝试次数过多，请稍后再试。",
    forbidden: "您的角色不允许此操作。",
    sign_in_refused: "组织账户的验证未通过。请向 Aurora 管理员确认您的账户是否已登记。",
    provider_unavailable: "组织的登录服务目前没有响应。",
    weak_password: "密码太弱：过短，或过于容易被猜到。请使用一句话。",
    last_admin: "不能取消自己的管理员角色。",
    user_exists: "已存在同名用户。",
    changed_meanwhile: "其他人在此期间作了更改。请重新查看后再试。",
    illegal_operation: "当前状态不允许此操作。",
    csrf: "页面已过期，请重新加载。",
    not_found: "内容不存在，或者您无权查看。",
    not_ready: "存储或消息代理目前无法使用。",
    store_unavailable: "存储目前没有响应。",
    broker_unavailable: "消息代理目前没有响应。",
    internal_error: "Aurora 无法响应，原因见其日志。",
  },
};

export default zh;
