import { tell } from './toasts.ts';

/** Puts a text on the clipboard and says so; `what` names it in a sentence. Where that is not allowed, what to do instead is said. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    tell({ tone: 'good', topic: 'clipboard', title: `${what} on the clipboard` });
  } catch {
    tell({ tone: 'warn', topic: 'clipboard', title: 'The clipboard can’t be written here', text: 'Mark the text and copy it by hand.' });
  }
}
