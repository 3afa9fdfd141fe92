/// The dialog that asks before something that matters.
export default {
  why: "Reason",
  whyHint: "Kept in the audit log, with your name.",
  word: "Type <word>{{word}}</word> to go on",
  cancel: "Cancel",
  close: "Close",
};
