/// The way out.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { sessionQuery, signOut } from "../../api/session";

/** A function that ends the session and leads to where one signs in. */
export function useSignOut(): () => void {
  const router = useRouter();
  const queryClient = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      queryClient.setQueryData(sessionQuery.queryKey, null);
      await router.navigate({ to: "/sign-in" });
      queryClient.removeQueries({ predicate: ({ queryKey: [noun] }) => noun !== "session" && noun !== "doors" });
    },
  });
  return mutate;
}
