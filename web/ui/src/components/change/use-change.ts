/// A change that is made from a screen: what was shown of it is asked again, and a line says that it is done.
import { notifications } from "@mantine/notifications";
import { type QueryKey, type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";

interface ChangeOptions<R> {
  /** Begins the keys of all queries that show what is changed. */
  touches: QueryKey;
  /** What the line says; without it there is none. */
  said?: string;
  onDone?: (result: R) => void;
}

/** The change as a mutation; its error is shown where it was asked for. */
export function useChange<T, R>(
  act: (given: T) => Promise<R>,
  { touches, said, onDone }: ChangeOptions<R>,
): UseMutationResult<R, Error, T> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (result) => {
      void queryClient.invalidateQueries({ queryKey: touches });
      if (said !== undefined) notifications.show({ message: said, color: "green" });
      onDone?.(result);
    },
  });
}
