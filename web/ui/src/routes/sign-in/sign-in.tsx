/// Sign in; or make the first user; or choose a password of one's own.
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { doorsQuery, endedKey, type Session, sessionQuery } from "../../api/session";
import { PageLoading } from "../../components/page/page-loading";
import { ChangeForm } from "./change-form";
import { FirstUserForm } from "./first-user-form";
import { signInRoute } from "./route";
import { SignInForm } from "./sign-in-form";

export function SignIn() {
  const { data: session } = useSuspenseQuery(sessionQuery);
  const { data: doors } = useSuspenseQuery(doorsQuery);
  const { next } = signInRoute.useSearch();
  const secret = useSecretOfAddress();
  const enter = useEnter();
  if (session?.must_change) return <ChangeForm onDone={enter} />;
  if (session !== null) return <GoOn to={next ?? "/"} />;
  if (doors.first_user) return <FirstUserForm secret={secret} onDone={enter} />;
  return <SignInForm provider={doors.provider} onDone={enter} />;
}

/** Lead to where one wanted to go. */
function GoOn({ to }: { to: string }) {
  const navigate = useNavigate();
  useEffect(() => {
    void navigate({ href: to, replace: true });
  }, [navigate, to]);
  return <PageLoading />;
}

/** What to do with a new session: the page follows from it. */
function useEnter(): (session: Session) => void {
  const queryClient = useQueryClient();
  return (session) => {
    queryClient.setQueryData(sessionQuery.queryKey, session);
    queryClient.removeQueries({ queryKey: endedKey });
    // Who signs in as the first user leaves that door shut behind them.
    void queryClient.invalidateQueries({ queryKey: doorsQuery.queryKey, refetchType: "none" });
  };
}

/**
 * The secret may stand behind the `#` of the address that Aurora printed: that part is never sent to anybody, and is
 * gone from the address once it has been read.
 */
function useSecretOfAddress(): string {
  const [secret] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get("secret") ?? "");
  useEffect(() => {
    if (window.location.hash) window.history.replaceState(window.history.state, "", window.location.href.split("#")[0]);
  }, []);
  return secret;
}
