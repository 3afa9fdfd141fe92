/// A screen that could not be shown, and the way to try again.
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { Problem } from "../../api/problem";
import { ProblemAlert } from "../problem/problem-alert";
import { NotFound } from "./not-found";

export function PageProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  if (error instanceof Problem && error.status === 404) return <NotFound />;
  const again = () => {
    queries.reset();
    reset();
    void router.invalidate();
  };
  return <ProblemAlert error={error instanceof Error ? error : new Error(String(error))} onRetry={again} />;
}
