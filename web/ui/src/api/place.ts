/// Where Aurora is mounted: the page says so in its <base>, which the server writes.

/** The path before every address of ours, without a slash at its end: empty at the root of a host. */
export const mount = new URL(document.baseURI).pathname.replace(/\/$/, "");

/** The same with the host. */
export const address = new URL(document.baseURI).origin + mount;

/** What style elements made by scripts have to carry, so that the content policy lets them pass. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[name="aurora-nonce"]')?.content ?? "";
