/// Sign in; or make the first user; or choose a password of one's own.
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { doorsQuery, type Session, sessionQuery } from "../../api/session";
import { ChangeForm } from "./change-form";
import { FirstUserForm } from "./first-user-form";
import { signInRoute } from "./route";
import { SignInForm } from "./sign-in-form";

export function SignIn() {
  const { data: session } = useSuspenseQuery(sessionQuery);
  const { data: doors } = useSuspenseQuery(doorsQuery);
  const enter = useEnter();
  if (session?.must_change) return <ChangeForm onDone={enter} />;
  if (doors.first_user) return <FirstUserForm onDone={enter} />;
  return <SignInForm provider={doors.provider} onDone={enter} />;
}

/** What to do with a new session: go where one wanted to go, unless the password has to be changed first. */
function useEnter(): (session: Session) => void {
  const { next } = signInRoute.useSearch();
  const navigate = useNavigate();
  const router = useRouter();
  const queryClient = useQueryClient();
  return (session) => {
    queryClient.setQueryData(sessionQuery.queryKey, session);
    if (session.must_change) void router.invalidate();
    else void navigate({ href: next ?? "/" });
  };
}
