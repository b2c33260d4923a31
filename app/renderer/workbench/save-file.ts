/** What browsers are told a file is. */
export type FileType = 'text/csv' | 'text/html' | 'text/markdown' | 'application/json' | 'application/pdf' | 'application/xml' | 'application/octet-stream';

/** Hands a text or bytes to the browser as a file to be saved. */
export function saveFile(name: string, type: FileType, content: string | Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
