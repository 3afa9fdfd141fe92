import type en from "../en/roles";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  viewer: "查看者",
  operator: "操作员",
  editor: "编辑者",
  admin: "管理员",
  may: {
    viewer: "查看内容",
    operator: "启动和修复运行",
    editor: "编写流程图",
    admin: "管理工作进程、用户、密钥和机密",
  },
  everyProject: "所有项目",
  in: "{{project}}：{{role}}",
  none: "尚无角色",
  needed: {
    title: "您的角色无权查看",
    everywhere: "需要在所有项目中拥有“{{role}}”角色，请联系管理员。",
    somewhere: "需要在某个项目中拥有“{{role}}”角色，请联系管理员。",
    project: "需要在 {{project}} 中拥有“{{role}}”角色。",
  },
};

export default zh;
