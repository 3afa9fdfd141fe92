/// The idempotency key of an order for which nobody has chosen one.

const BYTES = 16;

/** Gives the same key for the same order, and another one for another: sent again, an order starts no second run. */
export function createKeyOf(): (order: object) => string {
  let last = "";
  let key = "";
  return (order) => {
    const text = JSON.stringify(order);
    if (text !== last) {
      last = text;
      key = draw();
    }
    return key;
  };
}

/** Not a UUID of the browser's: those are only to be had where the page came over TLS, or from this machine. */
function draw(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
