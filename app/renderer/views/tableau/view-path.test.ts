import { expect, it } from 'vitest';
import { pathOfView } from './view-path.ts';

it.each([
  ['https://t.example/#/site/lab/views/Book/Sheet?:iid=1', '/t/lab/views/Book/Sheet'],
  ['https://t.example/#/views/Book/Sheet', '/views/Book/Sheet'],
  [' https://t.example/t/lab/views/Book/Sheet ', '/t/lab/views/Book/Sheet'],
  ['https://t.example/views/Book', null],
  ['https://other.example/views/Book/Sheet', null],
  ['https://t.example.evil/views/Book/Sheet', null],
  ['', null],
])('takes %s as the view %s', (text, path) => expect(pathOfView(text, 'https://t.example')).toBe(path));
