/// A line of the timeline in words.
import { useTranslation } from "react-i18next";
import { formatDuration } from "../../../components/moment/duration";
import { type Lane, type StretchKind, spentIn } from "./lanes";

/** A function from a line to a sentence: its node, its state, and how long it waited, queued and ran. */
export function useLaneText(): (lane: Lane) => string {
  const { t, i18n } = useTranslation(["run-time", "states"]);
  return (lane) => {
    const length = (kind: StretchKind) => formatDuration(spentIn(lane, kind), i18n.language);
    const facts = { node: lane.id, state: t(`states:${lane.state}`) };
    return t(lane.critical ? "timeline.saidCritical" : "timeline.said", {
      ...facts,
      waited: length("wait"),
      queued: length("queue"),
      ran: length("run"),
    });
  };
}
