/// What is said in passing. The part that shows it is loaded after the page, but not later: there has to be a way to say
/// that the server is away.
import { lazy, Suspense } from "react";
import { patiently } from "../page/patiently";

const Shown = lazy(() => patiently(() => import("./shown")));

export function Notices() {
  return (
    <Suspense>
      <Shown />
    </Suspense>
  );
}
