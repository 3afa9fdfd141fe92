import type en from "../en/settings";
import type { Twin } from "../twin";

const zh: Twin<typeof en> = {
  title: "设置与关于",
  health: { title: "健康状况", store: "存储（MongoDB）", broker: "消息代理", ok: "有响应", unavailable: "无响应" },
  versions: { title: "版本" },
  links: {
    title: "更多信息",
    help: "键盘与用户指南",
    docs: "API 文档",
    openapi: "API 描述（OpenAPI）",
    metrics: "Prometheus 指标",
  },
  list: {
    title: "生效的设置",
    lead: "来自响应您的 Web 进程。机密（包括地址中的机密）已隐藏。",
    changed: "仅显示已设置的",
    find: "查找",
    key: "设置项",
    value: "值",
    origin: "来源",
    default: "默认",
    empty: "没有符合条件的设置",
  },
};

export default zh;
