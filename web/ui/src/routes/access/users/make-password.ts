/// Passwords that nobody guesses and that can be read out over the telephone.

/** Without what looks alike. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const OF = 5;

/** Four groups of five letters: more than 98 bits of chance. */
export function makePassword(): string {
  const group = () => Array.from({ length: OF }, letter).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** One letter, each as likely as the others: bytes beyond the last whole round are drawn again. */
function letter(): string {
  const bound = 256 - (256 % LETTERS.length);
  for (;;) {
    const [byte = bound] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < bound) return LETTERS.charAt(byte % LETTERS.length);
  }
}
