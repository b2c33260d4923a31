import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { houseRules } from './scripts/lint/house-rules.js';

const timeAndChance = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Time comes from the Clock that is handed in (app/main/clock.ts).' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes from the Clock that is handed in (app/main/clock.ts).' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'Chance comes from app/main/seeded-random.ts.' },
  { selector: "CallExpression[callee.name=/^(setTimeout|setInterval|setImmediate)$/]", message: 'Waiting comes from the Clock that is handed in (app/main/clock.ts).' },
];

export default defineConfig(
  { ignores: ['dist/**', 'node_modules/**', '.cache/**', 'release/**', 'test-results/**', 'resources/**'] },
  tseslint.configs.recommended,
  { files: ['**/*.{ts,tsx}'], plugins: { house: houseRules, 'react-hooks': reactHooks }, rules: {
    ...reactHooks.configs.recommended.rules,
    'max-lines': ['error', { max: 400, skipBlankLines: true }],
    'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }],
    'house/kebab-case-file': 'error',
    'house/no-banned-name': 'error',
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
    '@typescript-eslint/no-non-null-assertion': 'off',
    eqeqeq: 'error',
    'no-console': 'off',
  } },
  { files: ['app/main/**/*.ts', 'app/shared/**/*.ts'], ignores: ['app/main/clock.ts', 'app/main/seeded-random.ts', 'app/main/hosts/**', '**/*.test.ts', '**/*.conformance.ts'], rules: { 'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }, ...timeAndChance] } },
  { files: ['app/renderer/**/*.{ts,tsx}', 'app/shared/**/*.ts'], rules: { 'no-restricted-properties': ['error', ...['toSorted', 'toReversed', 'toSpliced', 'groupBy', 'withResolvers', 'fromAsync', 'canParse'].map((property) => ({ property, message: 'Chromium 108, the oldest that the screens run in, does not have it.' }))] } },
  { files: ['**/*.config.{ts,js}'], rules: { 'no-restricted-syntax': 'off' } },
);
