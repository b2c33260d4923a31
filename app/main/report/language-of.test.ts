import { expect, it } from 'vitest';
import { languageOf } from './language-of.ts';

it.each([
  ['夜勤中にバルブが閉じた', 'ja'], ['밸브가 닫혀 있었다', 'ko'], ['วาล์วปิด', 'th'], ['वाल्व बंद था', 'hi'], ['வால்வு மூடப்பட்டது', 'ta'], ['Η βαλβίδα έκλεισε', 'el'], ['השסתום נסגר', 'he'],
  ['ポンプ3 was 閉じていた', 'ja'],
])('%s is of the language %s', (text, language) => {
  expect(languageOf(text)).toBe(language);
});

it.each(['The valve was closed', 'Клапан закрыт', 'الصمام مغلق', '阀门已关闭', '', '81.2 °C', 'the note バルブ in English', 'μ of pump 3 rose'])('“%s” does not tell', (text) => {
  expect(languageOf(text)).toBeNull();
});
