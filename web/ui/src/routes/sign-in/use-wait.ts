/// How long one has to wait before the next try.
import { useEffect, useState } from "react";
import { Problem } from "../../api/problem";
import { useNow } from "../../components/moment/use-now";

const SECOND = 1000;

/** Seconds that are left of the wait that a refusal asks for; 0 when there is none, or it is over. */
export function useWait(error: Error | null): number {
  const now = useNow();
  const [until, setUntil] = useState(0);
  useEffect(() => {
    const seconds = error instanceof Problem ? (error.retryAfter ?? 0) : 0;
    setUntil(seconds > 0 ? Date.now() + seconds * SECOND : 0);
  }, [error]);
  return Math.max(0, Math.ceil((until - now) / SECOND));
}
