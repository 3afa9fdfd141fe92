/// The user guide: the same files that stand in the documentation, loaded page by page.
import { queryOptions } from "@tanstack/react-query";
import type { GuidePage } from "./pages";

type File = () => Promise<string>;

const files = import.meta.glob<string>("../../../../../docs/guide/{en,zh}/*.md", { query: "?raw", import: "default" });

/** A page in a language; English where there is none. */
export function guideQuery(language: string, page: GuidePage) {
  return queryOptions({
    queryKey: ["guide", language, page],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => fileOf(language, page)(),
  });
}

function fileOf(language: string, page: GuidePage): File {
  const at = (spoken: string) => files[`../../../../../docs/guide/${spoken}/${page}.md`];
  const file = at(language) ?? at("en");
  if (file === undefined) throw new Error(`there is no page ${page} in the guide`);
  return file;
}
