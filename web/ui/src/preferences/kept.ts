/// Choices that a browser remembers.

/** What was chosen here under a name, if it is one of the choices that there are. */
export function kept<T extends string>(name: string, choices: readonly T[]): T | undefined {
  const found = localStorage.getItem(`aurora-${name}`);
  return choices.find((choice) => choice === found);
}

/** Remember a choice in this browser. */
export function keep(name: string, choice: string): void {
  localStorage.setItem(`aurora-${name}`, choice);
}
