/** The fewest characters of a passphrase that is chosen here: of the store, or of an evidence pack. */
export const fewestLetters = 12;
