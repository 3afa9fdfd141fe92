/// The bench: mounts the graph view in a real browser, moves it about, and sends what it measured to the script that asked.
import "@mantine/core/styles.css";
import { MantineProvider } from "@mantine/core";
import { createRoot } from "react-dom/client";
import type { GraphLabels } from "../src/components/graph/graph-props";
import { GraphView } from "../src/components/graph/graph-view";
import { createNodeStates, type NodeStates } from "../src/components/graph/node-states";
import type { GraphShape } from "../src/graph/shape";
import { fanShape } from "../src/graph/testing/random-shapes";
import { indexShape } from "../src/graph/topology";
import { LayoutClient } from "../src/graph/worker/layout-client";
import { drag, framesWhile, median, nextFrame, percentile, wheel } from "./frames";
import { layeredShape } from "./shapes";

const STATES = ["pending", "running", "waiting", "retrying", "succeeded", "failed", "skipped", "cancelled"];
const ROUNDS = 5;
const FRAMES = 60;

const labels: GraphLabels = {
  view: "Graph",
  keyboard: "Arrow keys follow the edges",
  node: (label, state) => (state === null ? label : `${label}, ${state}`),
  states: Object.fromEntries(STATES.map((state) => [state, state])),
  find: "Find a node",
  noMatch: "None",
  matches: (count) => `${count}`,
  fit: "Show all",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  minimap: "Minimap",
  fold: (group) => `Fold ${group}`,
  unfold: (group) => `Unfold ${group}`,
  nodesInGroup: (count) => `${count} nodes`,
  layingOut: "Laying out",
};

export interface Row {
  readonly what: string;
  readonly milliseconds: number;
  readonly worst: number;
}

async function measureLayout(name: string, shape: GraphShape): Promise<Row> {
  const client = new LayoutClient();
  const { topology } = indexShape(shape);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await client.layOut(topology, {});
    times.push(performance.now() - start);
  }
  client.close();
  return { what: `layout, ${name}`, milliseconds: median(times), worst: Math.max(...times) };
}

function render(element: HTMLElement, shape: GraphShape, states: NodeStates) {
  const root = createRoot(element);
  root.render(
    <MantineProvider>
      <div style={{ height: "100vh" }}>
        <GraphView shape={shape} labels={labels} states={states} />
      </div>
    </MantineProvider>,
  );
  return root;
}

/** From the call of React to the frame after the one in which the graph was there. */
async function measureFirstPaint(element: HTMLElement, count: number): Promise<Row> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const shape = layeredShape(count);
    const start = performance.now();
    const root = render(element, shape, statesOf(shape));
    while (!element.querySelector(".react-flow__viewport")) await nextFrame();
    await nextFrame();
    times.push(performance.now() - start);
    root.unmount();
    await nextFrame();
  }
  return { what: `first paint, ${count} nodes`, milliseconds: median(times), worst: Math.max(...times) };
}

function statesOf(shape: GraphShape): NodeStates {
  return createNodeStates(shape.nodes.map((node, at) => [node.id, { state: STATES[at % STATES.length] ?? "pending" }]));
}

async function measureFrames(element: HTMLElement, count: number): Promise<Row[]> {
  const shape = layeredShape(count);
  const states = statesOf(shape);
  const root = render(element, shape, states);
  while (!element.querySelector(".react-flow__pane")) await nextFrame();
  const pane = element.querySelector(".react-flow__pane") as HTMLElement;
  for (let frame = 0; frame < 10; frame += 1) await nextFrame();
  const rows: Row[] = [];
  const record = async (what: string, step: (frame: number) => void): Promise<void> => {
    const times = await framesWhile(FRAMES, step);
    rows.push({ what: `${what}, ${count} nodes`, milliseconds: median(times), worst: percentile(times, 0.95) });
  };
  const pan = drag(pane);
  await record("pan, whole graph", (frame) => pan.by(frame % 30 < 15 ? 12 : -12, 5));
  pan.end();
  await record("states of 50 nodes a frame", (frame) => {
    states.update(
      Array.from({ length: 50 }, (_, at) => [
        `n${(frame * 50 + at) % count}`,
        { state: STATES[(frame + at) % STATES.length] ?? "pending" },
      ]),
    );
  });
  await record("zoom in", () => wheel(pane, -60));
  const closer = drag(pane);
  await record("pan, cards", (frame) => closer.by(frame % 40 < 20 ? -25 : 25, frame % 40 < 20 ? -10 : 10));
  closer.end();
  await record("states of 50 nodes a frame, cards", (frame) => {
    states.update(shape.nodes.slice(0, 50).map(({ id }) => [id, { state: STATES[frame % 8] ?? "pending" }]));
  });
  await record("zoom out", () => wheel(pane, 60));
  root.unmount();
  return rows;
}

async function main(): Promise<void> {
  const element = document.getElementById("root") as HTMLElement;
  const rows: Row[] = [];
  for (const count of [1_000, 5_000, 10_000]) rows.push(await measureLayout(`${count} nodes`, layeredShape(count)));
  rows.push(await measureLayout("1 -> 2,000 -> 1", fanShape(2_000)));
  for (const count of [1_000, 10_000]) {
    rows.push(await measureFirstPaint(element, count));
    rows.push(...(await measureFrames(element, count)));
  }
  await fetch("/report", { method: "POST", body: JSON.stringify(rows) });
}

void main();
