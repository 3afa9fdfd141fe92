/// The dialog that asks before something that matters.
export default {
  why: "Reason",
  whyHint: "Kept with your name for whoever looks later.",
  word: "Type <word>{{word}}</word> to go on",
  back: "Back",
};
