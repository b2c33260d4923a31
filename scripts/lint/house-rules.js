import { basename } from 'node:path';

const banned = /^(manager|helper|util|utils|common|misc|data|info)$/i;
/** Words that stand for anything. "Data" does so alone or at the end; "data folder", "data key" and "data table" are things. */
const saysNothing = (words) => words.some((word, at) => banned.test(word) && (!/^data$/i.test(word) || at === words.length - 1));
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
          if (saysNothing(parts(name.replace(/\.\w+$/, '')))) context.report({ node, message: `${name} says nothing about what it holds` });
        },
      }),
    },
    'no-banned-name': {
      meta: { type: 'problem', schema: [] },
      create: (context) => ({
        'ExportNamedDeclaration > FunctionDeclaration'(node) {
          const words = parts(node.id.name);
          if (saysNothing(words) || /^(handle|process)[A-Z]/.test(node.id.name)) context.report({ node, message: `"${node.id.name}" says nothing about what it does` });
        },
      }),
    },
  },
};
