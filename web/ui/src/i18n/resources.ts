/// The texts by the screen that shows them: one line for each file of `en/`, so that the compiler knows every key.

export interface Resources {
  "code-editor": typeof import("./en/code-editor").default;
  editor: typeof import("./en/editor").default;
  errors: typeof import("./en/errors").default;
  runs: typeof import("./en/runs").default;
  run: typeof import("./en/run").default;
  shell: typeof import("./en/shell").default;
  "schema-form": typeof import("./en/schema-form").default;
  "sign-in": typeof import("./en/sign-in").default;
  states: typeof import("./en/states").default;
}

export type Namespace = keyof Resources;
