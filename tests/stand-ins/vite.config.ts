import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/* The screens on a workbench in memory: `npx vite tests/stand-ins` while building them, `npx vite build tests/stand-ins` for pictures. */
export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  server: { fs: { allow: ['../..'] } },
  build: { outDir: '../../.cache/stand-ins', emptyOutDir: true, target: 'chrome108', cssTarget: 'chrome108', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
