/// How somebody likes to read logs; kept in this browser.
import { useLocalStorage } from "@mantine/hooks";

export interface LogLook {
  times: boolean;
  wrap: boolean;
  setTimes: (times: boolean) => void;
  setWrap: (wrap: boolean) => void;
}

/** The same in all logs of this browser. */
export function useLogLook(): LogLook {
  const [times, setTimes] = useLocalStorage({ key: "aurora-log-times", defaultValue: true });
  const [wrap, setWrap] = useLocalStorage({ key: "aurora-log-wrap", defaultValue: true });
  return { times, wrap, setTimes, setWrap };
}
