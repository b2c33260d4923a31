/** Scripts that are one language's, or by far mostly one's: its tag (BCP 47). Latin, Cyrillic, Arabic and Chinese characters alone do not tell. */
const languages = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u], ['ko', /\p{Script=Hangul}/u], ['th', /\p{Script=Thai}/u], ['hi', /\p{Script=Devanagari}/u], ['bn', /\p{Script=Bengali}/u],
  ['gu', /\p{Script=Gujarati}/u], ['pa', /\p{Script=Gurmukhi}/u], ['kn', /\p{Script=Kannada}/u], ['ml', /\p{Script=Malayalam}/u], ['or', /\p{Script=Oriya}/u], ['ta', /\p{Script=Tamil}/u], ['te', /\p{Script=Telugu}/u],
  ['el', /\p{Script=Greek}/u], ['he', /\p{Script=Hebrew}/u], ['hy', /\p{Script=Armenian}/u], ['ka', /\p{Script=Georgian}/u],
] as const;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** The language of a text where more than half of its letters are of a script that tells; null where they do not, which is read as the document's own. Devanagari is taken for Hindi, Bengali letters for Bengali. */
export function languageOf(text: string): string | null {
  const letters = text.match(/\p{L}/gu) ?? [];
  for (const [language, script] of languages) {
    if (language === 'ja' && !kana.test(text)) continue;
    if (2 * letters.filter((letter) => script.test(letter)).length > letters.length) return language;
  }
  return null;
}
