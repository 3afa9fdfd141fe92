import { MantineProvider } from "@mantine/core";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fanShape } from "../../graph/testing/random-shapes";
import type { GraphLabels, GraphViewProps } from "./graph-props";
import { GraphView } from "./graph-view";
import { createNodeStates } from "./node-states";

const labels: GraphLabels = {
  view: "Graph of the run",
  keyboard: "Arrow keys follow the edges",
  node: (label, state) => (state === null ? label : `${label}, ${state}`),
  states: { running: "Running", failed: "Failed", succeeded: "Succeeded" },
  find: "Find a node",
  noMatch: "No such node",
  matches: (count) => `${count} found`,
  fit: "Show all",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  minimap: "Minimap",
  fold: (group) => `Fold ${group}`,
  unfold: (group) => `Unfold ${group}`,
  nodesInGroup: (count) => `${count} nodes`,
  layingOut: "Laying out",
};

const fan = fanShape(2);

function show(props: Partial<GraphViewProps> = {}) {
  const view = (more: Partial<GraphViewProps>) => (
    <MantineProvider>
      <GraphView shape={fan} labels={labels} {...props} {...more} />
    </MantineProvider>
  );
  const { rerender } = render(view({}));
  return { again: (more: Partial<GraphViewProps>) => rerender(view(more)) };
}

function drawing(): HTMLElement {
  return screen.getByLabelText(labels.keyboard);
}

describe("the graph view", () => {
  beforeEach(() => {
    vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  });

  it("names each node with its state", () => {
    show({ states: createNodeStates([["first", { state: "running" }]]) });
    expect(screen.getByRole("region", { name: "Graph of the run" })).toBeDefined();
    expect(screen.getByLabelText("first, Running")).toBeDefined();
    expect(screen.getByLabelText("last")).toBeDefined();
  });

  it("shows a change of states with the next frame, all of it at once", async () => {
    const states = createNodeStates([["first", { state: "running" }]]);
    show({ states });
    act(() => {
      states.update([["first", { state: "succeeded" }]]);
      states.update([["last", { state: "failed", note: "2 s" }]]);
    });
    expect(screen.getByLabelText("first, Running")).toBeDefined();
    expect(await screen.findByLabelText("first, Succeeded")).toBeDefined();
    expect(screen.getByLabelText("last, Failed").textContent).toContain("2 s");
  });

  it("is walked through with the arrow keys, and opens the node that they reached", async () => {
    const onOpen = vi.fn();
    const onSelectionChange = vi.fn();
    show({ onOpen, onSelectionChange });
    drawing().focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("first");
    await userEvent.keyboard("{ArrowRight}{ArrowDown}{Enter}");
    expect(onOpen).toHaveBeenCalledWith("middle 1");
    expect(onSelectionChange).toHaveBeenLastCalledWith(new Set(["middle 1"]));
    await userEvent.keyboard("{Escape}");
    expect(onSelectionChange).toHaveBeenLastCalledWith(new Set());
  });

  it("starts its walk at the node that is selected from outside, and leaves the keyboard where it is until then", async () => {
    const onOpen = vi.fn();
    show({ onOpen, selection: new Set(["first"]) });
    expect(document.activeElement).toBe(document.body);
    drawing().focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("middle 0");
  });

  it("deletes what is selected only where it may be changed", async () => {
    const editing = { onConnect: vi.fn(), onMove: vi.fn(), onDelete: vi.fn() };
    const { again } = show({ selection: new Set(["last"]) });
    drawing().focus();
    await userEvent.keyboard("{Delete}");
    again({ selection: new Set(["last"]), editing });
    await userEvent.keyboard("{Delete}");
    expect(editing.onDelete.mock.calls).toEqual([[{ nodes: ["last"], edges: [] }]]);
  });

  it("finds a node by a part of its name", async () => {
    const onSelectionChange = vi.fn();
    show({ onSelectionChange });
    await userEvent.type(screen.getByRole("combobox", { name: "Find a node" }), "mid");
    expect(screen.getByText("2 found")).toBeDefined();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(onSelectionChange).toHaveBeenLastCalledWith(new Set(["middle 1"]));
  });

  it("folds a group into one node with the counts of its states", async () => {
    const nodes = fan.nodes.map((node) => (node.id.startsWith("middle") ? { ...node, group: "all" } : node));
    const shape = { ...fan, nodes, groups: [{ id: "all", label: "The middle" }] };
    const states = createNodeStates([
      ["middle 0", { state: "failed" }],
      ["middle 1", { state: "running" }],
    ]);
    const onFoldedChange = vi.fn();
    show({ shape, states, folded: new Set(["all"]), onFoldedChange });
    expect(screen.getByLabelText("The middle, Running: 1, Failed: 1")).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Unfold The middle" }));
    expect(onFoldedChange).toHaveBeenCalledWith(new Set());
  });
});
