/// Parts of a page that are loaded when they are wanted first, also while the server is away.

/** Milliseconds between two tries, and how many there are. */
const PAUSE = 2000;
const TRIES = 30;

/** What `load` gives, once it gives something: what is written on the page is not lost with a part that does not come. */
export async function patiently<T>(load: () => Promise<T>, tries = TRIES): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (tries <= 1) throw error;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    return patiently(load, tries - 1);
  }
}
