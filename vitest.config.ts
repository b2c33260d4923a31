import { defineConfig } from 'vitest/config';

/* Two projects: `unit` runs beside the code; `integration` needs a broker, a whole workbench or minutes. Both on the pinned Node, in processes of their own. Limits tell of a hang, not of speed. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'unit', include: ['app/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'], testTimeout: 120_000 } },
      { extends: true, test: { name: 'integration', include: ['tests/{contract,integration,system,soak}/**/*.test.ts'], testTimeout: 900_000, hookTimeout: 300_000 } },
    ],
  },
});
