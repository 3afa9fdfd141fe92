/// The pages of the user guide, in the order in which one reads them.

export const GUIDE_PAGES = ["first-run", "draw", "watch", "operate", "access"] as const;
export type GuidePage = (typeof GUIDE_PAGES)[number];

/** The page of an address; none for one that is not known. */
export function guidePageOf(given: unknown): { page?: GuidePage } {
  const page = GUIDE_PAGES.find((each) => each === given);
  return page === undefined ? {} : { page };
}
