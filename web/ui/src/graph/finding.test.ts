import { describe, expect, it } from "vitest";
import { findNodes } from "./finding";

const nodes = [
  { id: "1", label: "load orders", subtitle: "shop.fetch" },
  { id: "2", label: "Fetch", subtitle: "shop.load" },
  { id: "3", label: "数据清洗", subtitle: "shop.clean" },
  { id: "4", label: "Café", subtitle: "shop.brew" },
].map((node) => ({ ...node, width: 1, height: 1 }));

function labels(text: string, limit?: number): string[] {
  return findNodes(nodes, text, limit).nodes.map((node) => node.label);
}

describe("finding nodes", () => {
  it("lists those that begin with the text first", () => {
    expect(labels("fetch")).toEqual(["Fetch", "load orders"]);
  });

  it("takes no heed of case, accents and width", () => {
    expect(labels("CAFE")).toEqual(["Café"]);
    expect(labels("ｆｅｔｃｈ")).toEqual(["Fetch", "load orders"]);
    expect(labels("清洗")).toEqual(["数据清洗"]);
  });

  it("counts all and lists some", () => {
    expect(findNodes(nodes, "shop", 2)).toMatchObject({ count: 4, nodes: [{ id: "1" }, { id: "2" }] });
    expect(labels("  ")).toEqual([]);
  });
});
