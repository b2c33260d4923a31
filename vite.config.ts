import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/* The screens, once, for the desktop window and for browsers. Chromium 108 is the oldest they run in; nothing is inlined, so that the content policy holds. */
export default defineConfig({
  root: 'app/renderer',
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: '../../dist/renderer',
    emptyOutDir: true,
    target: 'chrome108',
    cssTarget: 'chrome108',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800, // kB; it comes from the same machine
    modulePreload: { polyfill: false },
    rollupOptions: { input: ['app/renderer/index.html', 'app/renderer/passphrase.html', 'app/renderer/live.html'] },
  },
});
