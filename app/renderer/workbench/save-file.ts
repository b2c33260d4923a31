/** Hands a text to the browser as a file to be saved. */
export function saveFile(name: string, type: 'text/csv' | 'text/html' | 'text/markdown' | 'application/json' | 'application/xml', text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
