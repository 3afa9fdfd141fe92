/// Gives the screens the live connection of the page, for as long as somebody is signed in.
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { api, take } from "../api/client";
import { Live } from "./live";
import { LiveContext } from "./use-live";

export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [live, setLive] = useState<Live>();
  useEffect(() => {
    const begun = new Live(queries, askWhoIsSignedIn);
    setLive(begun);
    return () => begun.close();
  }, [queries]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** If nobody is any more, the answer leads to the page where one signs in. */
function askWhoIsSignedIn(): void {
  take(api.GET("/api/v1/session")).catch(() => undefined);
}
