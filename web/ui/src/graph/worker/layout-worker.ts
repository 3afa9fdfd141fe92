/// The worker's side of `layout-client.ts`.
import { layOut } from "../layout/layout";
import type { LayoutReply, LayoutRequest } from "./messages";

addEventListener("message", ({ data }: MessageEvent<LayoutRequest>) => {
  const layout = layOut(data.topology, data.options);
  const reply: LayoutReply = { number: data.number, layout };
  const buffers = [layout.positions, layout.groups, layout.bendStarts, layout.bends].map((array) => array.buffer);
  self.postMessage(reply, { transfer: buffers });
});
