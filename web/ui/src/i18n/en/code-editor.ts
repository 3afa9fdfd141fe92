/// The words of the editor of text.
export default {
  find: "Find",
  replace: "Replace",
  next: "next",
  previous: "previous",
  all: "all",
  matchCase: "match case",
  regexp: "regexp",
  byWord: "by word",
  replaceOne: "replace",
  replaceAll: "replace all",
  close: "close",
  completions: "Completions",
  diagnostics: "Diagnostics",
  noDiagnostics: "No diagnostics",
  fold: "Fold line",
  unfold: "Unfold line",
};
