import type en from "../en/users";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  lead: "用户可用用户名和密码登录，或通过组织账户登录。更改某人的权限会结束其所有会话。",
  caption: "按名称排列的用户",
  name: "用户名",
  roles: "角色",
  signIn: "登录方式",
  created: "创建时间",
  actions: "操作",
  actionsOf: "{{name}} 的操作",
  own: "不能把自己锁在门外",
  disabled: "已停用",
  provider: "组织账户",
  secondFactor: "两步验证",
  mustChange: "须更改密码",
  password: "密码",
  new: {
    open: "新建用户",
    lead: "请把用户名和密码交给对方。首次登录时须设置自己的密码。",
    act: "创建用户",
    done: "{{name}} 现在可以登录了。",
  },
  first: {
    label: "初始密码",
    hint: "至少 8 个字符，仅使用一次。",
    make: "随机生成",
  },
  grants: {
    legend: "角色",
    project: "项目",
    role: "角色",
    add: "添加角色",
    remove: "移除此角色",
    open: "更改角色",
    title: "{{name}} 的角色",
    lead: "流程图的项目是其名称中斜杠前的部分；没有斜杠则为“default”。",
    done: "{{name}} 的角色已更改。",
  },
  reset: {
    open: "设置新密码",
    title: "为 {{name}} 设置新密码",
    lead: "其所有会话将结束，下次登录时须设置自己的密码。",
    done: "{{name}} 的密码已重置。",
  },
  factor: {
    open: "关闭两步验证",
    title: "关闭 {{name}} 的两步验证？",
    lead: "适用于丢失验证器应用和恢复码的用户。请确认确实是本人提出请求。其所有会话将结束。",
    done: "{{name}} 现在无需两步验证即可登录。",
  },
  disable: {
    open: "停用",
    title: "停用 {{name}}？",
    lead: "该用户将立即退出，所有会话和 API 密钥失效。之后可以重新启用。",
    done: "{{name}} 已停用。",
  },
  enable: {
    open: "启用",
    title: "启用 {{name}}？",
    lead: "该用户可以重新登录，其 API 密钥恢复有效。",
    done: "{{name}} 已启用。",
  },
  remove: {
    open: "删除",
    title: "删除 {{name}}？",
    lead: "该用户及其所有会话和 API 密钥将被永久删除。其操作记录仍保留在审计日志中。",
    done: "{{name}} 已删除。",
  },
};

export default zh;
