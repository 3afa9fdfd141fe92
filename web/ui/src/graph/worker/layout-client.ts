/// Asking the worker for layouts.
import type { Layout, LayoutOptions } from "../layout/layout";
import type { Topology } from "../topology";
import type { LayoutReply, LayoutRequest } from "./messages";

/** What of a `Worker` is needed, so that a test can stand in for it. */
export interface LayoutPort {
  postMessage(request: LayoutRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<LayoutReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

interface Waiting {
  readonly request: LayoutRequest;
  readonly resolve: (layout: Layout) => void;
  readonly reject: (error: Error) => void;
}

/** The answer would be for a graph that is no longer shown. */
export class SupersededError extends Error {
  constructor() {
    super("a newer layout was asked for");
    this.name = "SupersededError";
  }
}

/**
 * Lays out in a worker, only ever for the newest request: an older one rejects with `SupersededError` at once, and if
 * the worker is busy with it, that worker is ended and a new one takes over.
 */
export class LayoutClient {
  private port: LayoutPort | null = null;
  private waiting: Waiting | null = null;
  private number = 0;

  constructor(
    private readonly open: () => LayoutPort = takeWorker,
    private readonly keep: (port: LayoutPort) => void = keepWorker,
  ) {}

  layOut(topology: Topology, options: LayoutOptions): Promise<Layout> {
    this.cancel();
    this.number += 1;
    const request = { number: this.number, topology, options };
    return new Promise((resolve, reject) => {
      this.waiting = { request, resolve, reject };
      this.port ??= this.connect();
      this.port.postMessage(request);
    });
  }

  /** Give up what is under way, and end the worker that is busy with it. */
  cancel(): void {
    if (!this.waiting) return;
    this.waiting.reject(new SupersededError());
    this.waiting = null;
    this.end();
  }

  /** Nothing more is asked: an idle worker waits for the next client, who finds it warm. */
  close(): void {
    this.cancel();
    if (this.port) this.keep(this.port);
    this.port = null;
  }

  private end(): void {
    this.port?.terminate();
    this.port = null;
  }

  private connect(): LayoutPort {
    const port = this.open();
    port.onmessage = ({ data }) => {
      if (data.number !== this.waiting?.request.number) return;
      this.waiting.resolve(data.layout);
      this.waiting = null;
    };
    port.onerror = (event) => {
      this.waiting?.reject(new Error(event.message));
      this.waiting = null;
      this.end();
    };
    return port;
  }
}

/** A worker that has no client now. Its code is compiled, so that its next layout is several times as quick. */
let spare: LayoutPort | null = null;

function takeWorker(): LayoutPort {
  const port = spare ?? openWorker();
  spare = null;
  return port;
}

function keepWorker(port: LayoutPort): void {
  port.onmessage = null;
  port.onerror = null;
  if (spare) port.terminate();
  else spare = port;
}

function openWorker(): LayoutPort {
  return new Worker(new URL("./layout-worker.ts", import.meta.url), { type: "module", name: "graph-layout" });
}
