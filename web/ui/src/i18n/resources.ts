/// The texts by the screen that shows them: one line for each file of `en/`, so that the compiler knows every key.

export interface Resources {
  access: typeof import("./en/access").default;
  account: typeof import("./en/account").default;
  errors: typeof import("./en/errors").default;
  keys: typeof import("./en/keys").default;
  "log-lines": typeof import("./en/log-lines").default;
  parts: typeof import("./en/parts").default;
  roles: typeof import("./en/roles").default;
  runs: typeof import("./en/runs").default;
  run: typeof import("./en/run").default;
  shell: typeof import("./en/shell").default;
  "schema-form": typeof import("./en/schema-form").default;
  secrets: typeof import("./en/secrets").default;
  "sign-in": typeof import("./en/sign-in").default;
  states: typeof import("./en/states").default;
  users: typeof import("./en/users").default;
}

export type Namespace = keyof Resources;
