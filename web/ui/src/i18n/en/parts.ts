/// Texts of pieces that several screens share.
export default {
  copy: "Copy",
  copied: "Copied",
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  more: "Load more",
};
