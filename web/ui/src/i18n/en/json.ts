/// Values as trees.
export default {
  items_one: "{{count, number}} item",
  items_other: "{{count, number}} items",
  keys_one: "{{count, number}} key",
  keys_other: "{{count, number}} keys",
  open: "Open {{key}}",
  close: "Close {{key}}",
  more_one: "Show {{count, number}} more",
  more_other: "Show {{count, number}} more",
  all: "Show the whole text",
  download: "Download",
  copy: "Copy",
  empty: "Empty",
  copied: "Copied",
};
