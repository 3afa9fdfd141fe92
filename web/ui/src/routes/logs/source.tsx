/// Where a line comes from, as the way there.
import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { LogLine } from "../../components/log-lines/line";

/** The graph and the node of a line; the link leads to this line in the log of its run. */
export function sourceOf({ run, graph, node, id, attempt, worker }: LogLine) {
  return (
    <Anchor
      size="xs"
      ff="monospace"
      title={`${run} · ${worker}`}
      renderRoot={(props) => (
        <Link to="/runs/$run" params={{ run }} search={{ tab: "logs", node, line: id }} {...props} />
      )}
    >
      {graph} › {node}
      {attempt > 1 && ` #${attempt}`}
    </Anchor>
  );
}
