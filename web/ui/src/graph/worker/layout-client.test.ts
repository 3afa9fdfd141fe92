import { describe, expect, it } from "vitest";
import { layOut } from "../layout/layout";
import { chainShape } from "../testing/random-shapes";
import { indexShape } from "../topology";
import { LayoutClient, type LayoutPort, SupersededError } from "./layout-client";
import type { LayoutRequest } from "./messages";

/** A worker that answers when it is told to. */
class SlowPort implements LayoutPort {
  onmessage: LayoutPort["onmessage"] = null;
  onerror: LayoutPort["onerror"] = null;
  readonly asked: LayoutRequest[] = [];
  ended = false;

  postMessage(request: LayoutRequest): void {
    this.asked.push(request);
  }

  terminate(): void {
    this.ended = true;
  }

  answer(request: LayoutRequest | undefined): void {
    if (!request) throw new Error("nothing was asked");
    const data = { number: request.number, layout: layOut(request.topology, request.options) };
    this.onmessage?.(new MessageEvent("message", { data }));
  }
}

function clientWithPorts() {
  const ports: SlowPort[] = [];
  const kept: LayoutPort[] = [];
  const open = () => {
    const port = new SlowPort();
    ports.push(port);
    return port;
  };
  const client = new LayoutClient(open, (port) => kept.push(port));
  return { client, ports, kept };
}

const { topology } = indexShape(chainShape("a", "b"));

describe("asking a worker for layouts", () => {
  it("gets what the layout gives", async () => {
    const { client, ports } = clientWithPorts();
    const answer = client.layOut(topology, {});
    ports[0]?.answer(ports[0].asked[0]);
    expect(await answer).toEqual(layOut(topology));
  });

  it("uses one worker for one request after the other", async () => {
    const { client, ports } = clientWithPorts();
    for (let request = 0; request < 2; request += 1) {
      const answer = client.layOut(topology, {});
      ports[0]?.answer(ports[0].asked[request]);
      await answer;
    }
    expect(ports).toHaveLength(1);
  });

  it("gives an older request up for a newer one, and ends the worker that is busy with it", async () => {
    const { client, ports } = clientWithPorts();
    const older = client.layOut(topology, {});
    const newer = client.layOut(topology, { direction: "down" });
    await expect(older).rejects.toThrow(SupersededError);
    expect(ports[0]?.ended).toBe(true);
    ports[1]?.answer(ports[1].asked[0]);
    expect(await newer).toEqual(layOut(topology, { direction: "down" }));
  });

  it("leaves an idle worker to others, and ends a busy one", async () => {
    const { client, ports, kept } = clientWithPorts();
    const answer = client.layOut(topology, {});
    ports[0]?.answer(ports[0].asked[0]);
    await answer;
    client.close();
    expect([ports[0]?.ended, kept]).toEqual([false, [ports[0]]]);
    const given = client.layOut(topology, {});
    client.close();
    await expect(given).rejects.toThrow(SupersededError);
    expect([ports[1]?.ended, kept.length]).toEqual([true, 1]);
  });

  it("fails with the worker, and asks another one next", async () => {
    const { client, ports } = clientWithPorts();
    const answer = client.layOut(topology, {});
    ports[0]?.onerror?.(new ErrorEvent("error", { message: "no script" }));
    await expect(answer).rejects.toThrow("no script");
    void client.layOut(topology, {}).catch(() => undefined);
    expect(ports).toHaveLength(2);
    client.cancel();
  });
});
