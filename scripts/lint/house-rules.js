import { basename } from 'node:path';

const banned = /^(manager|helper|util|utils|common|misc|data|info)$/i;
const parts = (name) => name.split(/[-.]|(?<=[a-z0-9])(?=[A-Z])/);

/** House rules for ESLint: how files and exports are named (conventions: banned names, kebab-case). */
export const houseRules = {
  rules: {
    'kebab-case-file': {
      meta: { type: 'problem', schema: [] },
      create: (context) => ({
        Program(node) {
          const name = basename(context.filename);
          if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(name)) context.report({ node, message: `File names are kebab-case: ${name}` });
          if (parts(name.replace(/\.\w+$/, '')).some((part) => banned.test(part))) context.report({ node, message: `${name} says nothing about what it holds` });
        },
      }),
    },
    'no-banned-name': {
      meta: { type: 'problem', schema: [] },
      create: (context) => ({
        'ExportNamedDeclaration > FunctionDeclaration'(node) {
          const words = parts(node.id.name);
          if (words.some((word) => banned.test(word)) || /^(handle|process)[A-Z]/.test(node.id.name)) context.report({ node, message: `"${node.id.name}" says nothing about what it does` });
        },
      }),
    },
  },
};
