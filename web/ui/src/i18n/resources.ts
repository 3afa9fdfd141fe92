/// The texts by the screen that shows them: one line for each file of `en/`, so that the compiler knows every key.

export interface Resources {
  access: typeof import("./en/access").default;
  account: typeof import("./en/account").default;
  audit: typeof import("./en/audit").default;
  "code-editor": typeof import("./en/code-editor").default;
  confirm: typeof import("./en/confirm").default;
  diff: typeof import("./en/diff").default;
  editor: typeof import("./en/editor").default;
  errors: typeof import("./en/errors").default;
  graph: typeof import("./en/graph").default;
  graphs: typeof import("./en/graphs").default;
  grid: typeof import("./en/grid").default;
  handlers: typeof import("./en/handlers").default;
  help: typeof import("./en/help").default;
  home: typeof import("./en/home").default;
  json: typeof import("./en/json").default;
  keys: typeof import("./en/keys").default;
  "graph-view": typeof import("./en/graph-view").default;
  "log-lines": typeof import("./en/log-lines").default;
  logs: typeof import("./en/logs").default;
  parts: typeof import("./en/parts").default;
  queues: typeof import("./en/queues").default;
  roles: typeof import("./en/roles").default;
  "run-dialog": typeof import("./en/run-dialog").default;
  "run-logs": typeof import("./en/run-logs").default;
  "run-operations": typeof import("./en/run-operations").default;
  "run-time": typeof import("./en/run-time").default;
  run: typeof import("./en/run").default;
  runs: typeof import("./en/runs").default;
  "schema-form": typeof import("./en/schema-form").default;
  secrets: typeof import("./en/secrets").default;
  settings: typeof import("./en/settings").default;
  shell: typeof import("./en/shell").default;
  "sign-in": typeof import("./en/sign-in").default;
  states: typeof import("./en/states").default;
  users: typeof import("./en/users").default;
  workers: typeof import("./en/workers").default;
}

export type Namespace = keyof Resources;
