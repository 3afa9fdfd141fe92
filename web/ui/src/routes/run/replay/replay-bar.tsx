/// The controls of a replay: play, a scrubber, and how fast.
import { ActionIcon, Group, Paper, SegmentedControl, Slider, Text } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDuration } from "../../../components/moment/duration";
import classes from "./replay.module.css";

/** Milliseconds that a whole run takes at the speed 1. */
const WHOLE = 20_000;
const SPEEDS = ["0.5", "1", "2", "4"];
/** Parts of the run that one key of the scrubber moves it by. */
const STEPS = 500;

interface ReplayBarProps {
  length: number;
  moment: number;
  onMoment: (moment: number) => void;
  /** The moment at which somebody stopped, worth keeping in the address. */
  onRest: (moment: number) => void;
  onClose: () => void;
}

export function ReplayBar({ length, moment, onMoment, onRest, onClose }: ReplayBarProps) {
  const { t, i18n } = useTranslation("run-time");
  const [playing, setPlaying] = useState(true);
  const [speed, setSpeed] = useState("1");
  const said = (time: number) => formatDuration(time, i18n.language);
  const stop = () => {
    setPlaying(false);
    onRest(moment);
  };
  usePlaying(playing, (elapsed) => {
    const next = moment + (elapsed * Number(speed) * length) / WHOLE;
    if (next < length) return onMoment(next);
    setPlaying(false);
    onMoment(length);
    onRest(length);
  });
  return (
    <Paper className={classes.bar} withBorder shadow="sm" p="xs">
      <Group gap="sm" wrap="nowrap">
        <ActionIcon
          size={36}
          variant="filled"
          aria-label={t(playing ? "replay.pause" : "replay.play")}
          onClick={() => {
            if (playing) return stop();
            if (moment >= length) onMoment(0);
            setPlaying(true);
          }}
        >
          {playing ? <IconPlayerPause size={18} aria-hidden /> : <IconPlayerPlay size={18} aria-hidden />}
        </ActionIcon>
        <Slider
          flex={1}
          min={0}
          max={length}
          step={length / STEPS}
          value={moment}
          label={said}
          thumbLabel={t("replay.scrubber")}
          onChange={(value) => {
            setPlaying(false);
            onMoment(value);
          }}
          onChangeEnd={onRest}
        />
        <Text size="xs" className={classes.clock}>
          {t("replay.at", { at: said(moment), whole: said(length) })}
        </Text>
        <SpeedChoice speed={speed} onSpeed={setSpeed} />
        <ActionIcon variant="subtle" color="gray" size={36} onClick={onClose} aria-label={t("replay.close")}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </Group>
    </Paper>
  );
}

function SpeedChoice({ speed, onSpeed }: { speed: string; onSpeed: (speed: string) => void }) {
  const { t } = useTranslation("run-time");
  return (
    <SegmentedControl
      size="xs"
      visibleFrom="sm"
      value={speed}
      onChange={onSpeed}
      aria-label={t("replay.speed")}
      data={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
    />
  );
}

/** Calls `step` for each frame with the milliseconds since the last one. */
function usePlaying(playing: boolean, step: (elapsed: number) => void): void {
  const latest = useRef(step);
  useEffect(() => {
    latest.current = step;
  });
  useEffect(() => {
    if (!playing) return;
    let before = performance.now();
    let frame = requestAnimationFrame(function tick(now) {
      latest.current(now - before);
      before = now;
      frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing]);
}
