import '../ui/tokens.css';
import './passphrase.css';

declare global {
  interface Window {
    anomalyforcePassphrase?: { submit(passphrase: string): void; onProblem(listener: (words: string) => void): void };
  }
}

document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
const problem = document.querySelector<HTMLElement>('#problem')!;
const field = document.querySelector<HTMLInputElement>('#passphrase')!;
const button = document.querySelector<HTMLButtonElement>('button')!;
document.querySelector('form')!.addEventListener('submit', (event) => {
  event.preventDefault();
  problem.textContent = '';
  button.disabled = true;
  button.textContent = 'Unlocking…';
  window.anomalyforcePassphrase?.submit(field.value);
});
window.anomalyforcePassphrase?.onProblem((words) => {
  problem.textContent = words;
  button.disabled = false;
  button.textContent = 'Unlock';
  field.select();
});
