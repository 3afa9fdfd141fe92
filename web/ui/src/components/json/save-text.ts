/// Keep a text as a file of whoever looks.

/** Begins the download of a text that is here already. */
export function saveText(file: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = file;
  link.click();
  URL.revokeObjectURL(address);
}
