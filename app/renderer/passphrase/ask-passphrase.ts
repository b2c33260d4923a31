import '../ui/tokens.css';
import './passphrase.css';
import { fewestLetters } from '../../shared/domain/passphrase.ts';

declare global {
  interface Window {
    anomalyforcePassphrase?: { submit(passphrase: string): void; onProblem(listener: (words: string) => void): void };
  }
}

/** True on the first start, when one is set: a slip of a finger would lock the data away, so it is written twice. */
const isNew = location.hash === '#new';
const action = isNew ? 'Set the passphrase' : 'Unlock';

document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
const problem = document.querySelector<HTMLElement>('#problem')!;
const field = document.querySelector<HTMLInputElement>('#passphrase')!;
const again = document.querySelector<HTMLInputElement>('#again')!;
const button = document.querySelector<HTMLButtonElement>('button')!;
button.textContent = action;
if (isNew) {
  document.querySelector('h1')!.textContent = 'Choose a passphrase';
  document.querySelector<HTMLElement>('.again')!.hidden = false;
  field.autocomplete = 'new-password';
}
document.querySelector('form')!.addEventListener('submit', (event) => {
  event.preventDefault();
  if (isNew && field.value.length < fewestLetters) return refuse(`Give at least ${fewestLetters} characters: four words that have nothing to do with each other are good.`, field);
  if (isNew && again.value !== field.value) return refuse('The two are not the same.', again);
  problem.textContent = '';
  button.disabled = true;
  button.textContent = isNew ? 'Setting it…' : 'Unlocking…';
  window.anomalyforcePassphrase?.submit(field.value);
});
window.anomalyforcePassphrase?.onProblem((words) => {
  button.disabled = false;
  button.textContent = action;
  refuse(words, field);
});

function refuse(words: string, at: HTMLInputElement): void {
  problem.textContent = words;
  at.select();
}
