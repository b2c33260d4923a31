import '../ui/tokens.css';
import './passphrase.css';

declare global {
  interface Window {
    anomalyforcePassphrase?: { submit(passphrase: string): void };
  }
}

document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
const problem = document.querySelector<HTMLElement>('#problem')!;
const field = document.querySelector<HTMLInputElement>('#passphrase')!;
const button = document.querySelector<HTMLButtonElement>('button')!;
problem.textContent = decodeURIComponent(location.hash.slice(1));
document.querySelector('form')!.addEventListener('submit', (event) => {
  event.preventDefault();
  problem.textContent = '';
  button.disabled = true;
  button.textContent = 'Unlocking…';
  window.anomalyforcePassphrase?.submit(field.value);
});
