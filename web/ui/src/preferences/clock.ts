/// How times are read: in the zone of whoever looks, in UTC, or as how long ago they were.
import { create } from "zustand";
import { keep, kept } from "./kept";

export const CLOCKS = ["local", "utc", "relative"] as const;
export type Clock = (typeof CLOCKS)[number];

interface ClockState {
  clock: Clock;
  choose: (clock: Clock) => void;
}

export const useClock = create<ClockState>()((set) => ({
  clock: kept("clock", CLOCKS) ?? "local",
  choose: (clock) => {
    keep("clock", clock);
    set({ clock });
  },
}));
