/** What a word of a team's own may look like: as the backend takes it, said in words. */

const LONGEST = 40;
const MOST_WORDS = 3;
const LETTERS = /^\p{L}{2,}$/u;

/** As it is kept: small, with one space or hyphen between its words. */
export const tidyWord = (typed: string): string => typed.normalize("NFC").trim().replaceAll(/\s+/g, " ").toLowerCase();

/** What is not right with a word, and what is; null where nothing is. */
export function faultOfWord(word: string): string | null {
  const words = word.split(/[ -]/);
  if (word === "") return "Type the word that your team uses, such as hotel, PR or pull request.";
  if (!/^[\p{L} -]+$/u.test(word)) return "Letters only, with a space or a hyphen between words: no digits and no other signs.";
  if (!words.every((one) => LETTERS.test(one))) return "Each word needs two letters or more, with a single space or hyphen between words.";
  if (words.length > MOST_WORDS) return `Three words at most: these are ${words.length}.`;
  return word.length > LONGEST ? `${LONGEST} letters at most: these are ${word.length}.` : null;
}
